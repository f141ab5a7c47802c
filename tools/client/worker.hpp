// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A process that answers requests. It is an engine: a fork of this process, or another executable. It reads
/// one request per line and writes its answer: any number of `{"progress": {...}}`, and then one of
///   - `{"result": <report>}`,
///   - `{"error": "text"}`: it refuses the request,
///   - `{"varies": "text"}`: a program does not always do the same,
///   - `{"endless": "text"}`: a program computes without end; the process ends,
///   - `{"not_done": "text"}`: memory ran out.
/// On SIGINT it ends the running search, answers with what it has, and ends. It dies with this process.

#include <functional>
#include <optional>
#include <string>

#include <sys/types.h>

#include "tools/cli/descriptor.hpp"
#include "tools/client/answer.hpp"
#include "tools/client/engines.hpp"

namespace tools {

class Worker {
  public:
    /// Starts the process.
    /// @throw EngineDied
    Worker(Engine engine, EngineExecutable program);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    const EngineExecutable& program() const { return program_; }

    /// @pre the worker is not busy
    void send(const Request& request);
    bool is_busy() const { return is_busy_; }
    /// Has the process ended? It takes no request any more.
    bool is_gone() const { return pid_ == 0; }

    /// Readable if the worker has something to say, or has ended.
    int descriptor() const { return channel_.get(); }
    /// Reads what the worker says. @return the answer, if it is complete
    std::optional<Answer> read(const std::function<void(const Progress&)>& on_progress);

    /// Asks the worker to answer with what it has.
    void interrupt();
    /// Ends a worker that does not answer.
    /// @param what it does: "does not answer for 60 s"
    Answer give_up(const std::string& what);

  private:
    void start();
    std::optional<Answer> answer_in(const std::string& line,
                                    const std::function<void(const Progress&)>& on_progress);
    Answer died(const std::string& what) const;
    std::string end_of_process();

    Engine engine_;
    EngineExecutable program_;
    Request request_;
    std::string doing_;  ///< the request, for messages
    std::string build_;  ///< the build id of the program
    pid_t pid_ = 0;
    bool is_busy_ = false;
    bool is_interrupted_ = false;
    Descriptor channel_;
    std::string buffer_;
};

}  // namespace tools
