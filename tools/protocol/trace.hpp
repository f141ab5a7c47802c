// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The canonical trace of one execution. Everything that a reader can be shown is made from it. It contains
/// names, and no addresses. Its JSON form is in docs/trace.md.

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/protocol/request.hpp"

namespace tools {

/// A text that is no trace, or a trace of another version. The message says so in one line.
class TraceError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// The number of a step: its place in `ExecutionTrace::steps`. `initial` is the initial value of a variable.
using StepNumber = std::int32_t;
inline constexpr StepNumber initial = -1;

/// A lock's announcement: a phase.
struct Announcement {
    std::string lock;
    std::string phase;             ///< a name in lock/phases.hpp
    std::string check;             ///< the check that sent an attempt away; empty: none did
    std::optional<unsigned> node;  ///< of a queue node: its index

    friend bool operator==(const Announcement&, const Announcement&) = default;
};

struct TraceStep {
    unsigned cpu = 0;
    std::vector<std::string> context;  ///< the nested contexts, the task first; the last one runs
    std::string operation;             ///< read, write, update, fence, note, enter, hang, ...
    std::string site;                  ///< empty: none

    std::string variable;  ///< empty: no access
    std::optional<std::string> read;
    std::optional<std::string> written;
    std::string order;               ///< memory order as used; empty: no access and no fence
    std::optional<StepNumber> from;  ///< the store that it read
    /// Of an access through a loaded value: the load, which has the order `dependency`.
    std::optional<StepNumber> address_from{};
    std::uint32_t coherence = 0;       ///< of a write: its place in the variable's coherence, from 1
    std::vector<StepNumber> missed;    ///< of a stale read: the newer stores that were there
    std::vector<std::uint32_t> clock;  ///< how many steps of each CPU happen before it, itself included

    std::uint64_t time = 0;   ///< ns of virtual time
    std::uint32_t epoch = 0;  ///< clock jumps before it
    bool ahead = false;       ///< the CPU's own time passed, while others could still move

    std::string file;  ///< relative to the source tree; empty: none
    std::uint32_t line = 0;

    std::optional<Announcement> change;
    std::vector<unsigned> enabled_cpus;      ///< other CPUs that could have moved instead
    std::vector<StepNumber> enabled_stores;  ///< of a read: other stores that it could have read

    friend bool operator==(const TraceStep&, const TraceStep&) = default;
};

/// The operation of a step that no engine has made. The CPU waits for ever, or repeats the same failing call
/// for ever. Such steps stand at the end of a trace.
inline constexpr const char* hang = "hang";

inline bool is_hang(const TraceStep& step) {
    return step.operation == hang;
}

/// The end of a CPU: finished, blocked, retries or abandoned.
struct TraceEnd {
    std::string end;
    std::string site;  ///< of a blocked CPU: where it waits
    std::string variable;
    std::string context{};  ///< of a CPU that retries: the context that runs
    std::string file{};     ///< the line of the wait, or of the call that fails again and again
    std::uint32_t line = 0;
    std::uint32_t rounds = 0;  ///< how often that call has failed

    friend bool operator==(const TraceEnd&, const TraceEnd&) = default;
};

struct ExecutionTrace {
    static constexpr unsigned version = 3;

    std::string what;  ///< the failure kind or class that it shows
    std::string outcome;
    Setup setup;
    Engine engine = Engine::native;
    std::string replay;                 ///< the token that makes it again; empty: the engine cannot
    std::vector<std::string> failures;  ///< all kinds in which the execution failed
    std::vector<TraceEnd> ends;         ///< per CPU
    std::vector<TraceStep> steps;       ///< in one order, see docs/trace.md
    std::vector<StepNumber> race;       ///< two accesses that are not ordered; empty: none
};

/// One trace as an element of a trace file.
void to_json(nlohmann::json& json, const ExecutionTrace& trace);
/// @throw TraceError or nlohmann::json::exception
void from_json(const nlohmann::json& json, ExecutionTrace& trace);

/// A file of traces: its format, its version, and the traces.
std::string trace_file(const std::vector<ExecutionTrace>& traces);
/// @throw TraceError
std::vector<ExecutionTrace> read_trace_file(const std::string& text);

}  // namespace tools
