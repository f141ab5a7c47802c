// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An engine is a process of its own. It reads one request per line and writes its answer to its stdout: any
/// number of `{"progress": {"executions": N, "seconds": S}}` and then `{"result": <report>}` or `{"error":
/// "text"}`. If a program does not always do the same, the answer is `{"varies": "text"}`. If a program
/// computes without end, the answer is `{"endless": "text"}`, and the engine ends. On SIGINT the engine ends
/// the running search and answers with what it has.

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sys/types.h>

#include "tools/cli/descriptor.hpp"
#include "tools/protocol/report.hpp"
#include "tools/protocol/request.hpp"

namespace tools {

/// The engine cannot be started, has died, or has sent a line that is no answer. The text is the
/// line to print.
class EngineError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
    /// Was the engine there, but did not do what it was asked? It may do so another time.
    virtual bool has_died() const { return false; }
};

class EngineDied : public EngineError {
  public:
    using EngineError::EngineError;
    bool has_died() const override { return true; }
};

/// The engine is there, but cannot do what it was asked. It can be asked another question.
class EngineRefusal : public EngineError {
  public:
    /// @param varies the program does not always do the same
    EngineRefusal(const std::string& text, std::string reason, bool varies = false)
        : EngineError(text), reason_(std::move(reason)), varies_(varies) {}

    const std::string& reason() const { return reason_; }
    bool varies() const { return varies_; }

  private:
    std::string reason_;
    bool varies_;
};

struct Progress {
    std::uint64_t executions = 0;
    double seconds = 0;
    /// The number of executions of the whole search, as the engine estimates it; 0: no estimate.
    double expected = 0;
    double expected_low = 0;
    double expected_high = 0;
};

/// The program that is started as an engine, and its arguments.
struct EngineExecutable {
    std::string executable;
    std::vector<std::string> arguments{};
};

class EngineProcess {
  public:
    EngineProcess(Engine engine, EngineExecutable program);
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    /// Throws `EngineError`. Returns nullopt if the run was stopped before the engine could answer.
    std::optional<Report> run(const Request& request, const std::function<void(Progress)>& progress);

  private:
    void start();
    [[noreturn]] void give_up_program(const std::string& what);
    void send(const std::string& line);
    class Deadline;
    std::optional<std::string> receive(Deadline& deadline);  ///< nullopt at the end of its output
    [[noreturn]] void give_up(const std::string& what);
    std::string end_of_process();

    std::string name_;
    EngineExecutable program_;
    std::string doing_;  ///< the current request, for messages
    pid_t pid_ = 0;
    bool is_idle_ = true;  ///< it has answered all requests
    Descriptor to_;
    Descriptor from_;
    std::string buffer_;
};

}  // namespace tools
