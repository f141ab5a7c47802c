// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An engine is a process of its own. It reads one request per line and answers each, on its stdout, with
/// any number of `{"progress": {"executions": N, "seconds": S}}` and then `{"result": <report>}` or
/// `{"error": "text"}`; with `{"varies": "text"}` if a program does not always do the same; or with
/// `{"endless": "text"}` and its end if a program computes without end. On SIGINT it ends the running search
/// and answers with what it has.

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

/// The engine cannot be started, died, or answered what is no answer. The text is the line that is printed.
class EngineError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
    /// Was it there, and did it not do what it was asked? It may another time.
    virtual bool has_died() const { return false; }
};

class EngineDied : public EngineError {
  public:
    using EngineError::EngineError;
    bool has_died() const override { return true; }
};

/// The engine is there, and cannot do what it was asked. It can be asked another question.
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
    /// Executions of the whole search as the engine estimates them; 0: it does not.
    double expected = 0;
    double expected_low = 0;
    double expected_high = 0;
};

/// What is started as an engine.
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

    /// Throws `EngineError`. nullopt: stopped before the engine could answer.
    std::optional<Report> run(const Request& request, const std::function<void(Progress)>& progress);

  private:
    void start();
    [[noreturn]] void give_up_program(const std::string& what);
    void send(const std::string& line);
    class Deadline;
    std::optional<std::string> receive(Deadline& deadline);  ///< nullopt at the end of what it says
    [[noreturn]] void give_up(const std::string& what);
    std::string end_of_process();

    std::string name_;
    EngineExecutable program_;
    std::string doing_;  ///< what was asked, for messages
    pid_t pid_ = 0;
    bool is_idle_ = true;  ///< it has answered all that it was asked
    Descriptor to_;
    Descriptor from_;
    std::string buffer_;
};

}  // namespace tools
