// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The results of a search. The engine fills the report, `rqcheck` compares it with the expectation
/// and prints it.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "lock/judge/classes.hpp"
#include "tools/protocol/coverage.hpp"
#include "tools/protocol/reached.hpp"
#include "tools/protocol/request.hpp"
#include "tools/protocol/trace.hpp"

namespace tools {

/// Why a search ended.
enum class End : std::uint8_t {
    by_itself,
    executions,  ///< the bound on executions
    seconds,     ///< the time limit
    stopped,     ///< Ctrl-C, SIGTERM
    samples,     ///< the random scheduler drew all the samples that it was asked for
    broken_off,  ///< by itself, except that executions without an end were broken off
    divided,     ///< at the size of a unit of work; no whole search ends like this
    lost,        ///< an engine died again and again, so a part could not be explored
    unfinished,  ///< of a campaign: units are left, and this command was not to explore them
};

inline constexpr std::array<std::string_view, 9> end_names{
    "by_itself", "executions", "seconds", "stopped", "samples", "broken_off", "divided", "lost", "unfinished",
};

constexpr std::string_view name(End end) {
    return end_names[static_cast<unsigned>(end)];
}

template <>
struct Naming<End> {
    static constexpr std::string_view what = "end of a search";
    static constexpr std::array all{End::by_itself, End::executions, End::seconds,
                                    End::stopped,   End::samples,    End::broken_off,
                                    End::divided,   End::lost,       End::unfinished};
};

/// An execution shown as text, one column per CPU.
struct Trace {
    std::string what;  ///< the failure kind or class of which it is the shortest example
    std::string outcome;
    std::string text;
    std::uint64_t length = 0;  ///< grows with the NMIs and the events that a reader has to go through
    std::optional<ExecutionTrace> execution{};  ///< the execution from which the text is made
};

/// The words for what the trace of the outcome that was asked for shows.
inline constexpr std::string_view outcome_trace = "with this outcome";

/// Does it show a failed execution, and not just a class?
bool is_failure(const Trace& trace);

/// A failure of a small program, or a class that may be a failure. Executions that a reader would call the
/// same failure have the same symptom.
struct Symptom {
    std::string where;  ///< the place of the wait and its contexts; empty: only the kind is known
    Trace trace;        ///< the shortest execution with it; names the failure kind or class

    std::string key() const { return where.empty() ? trace.what : trace.what + ": " + where; }
};

struct Report {
    Request request;
    Engine engine = Engine::native;
    std::string memory_model;       ///< what the engine covers, in words
    std::vector<std::string> gaps;  ///< what the engine cannot do, one line each

    std::uint64_t executions = 0;  ///< explored
    std::uint64_t complete = 0;    ///< those in which every CPU finished
    std::uint64_t discarded = 0;   ///< begun and dropped: no execution, or equivalent to an explored one
    std::uint64_t misfits = 0;     ///< of a lenient replay: decisions that did not fit or were missing
    bool exhausted = false;        ///< the search ended by itself and had no bound
    End end = End::by_itself;
    double seconds = 0;

    std::array<std::uint64_t, rqspinlock::judge::class_count> classes{};     ///< attempts
    std::array<std::uint64_t, rqspinlock::judge::failure_count> failures{};  ///< executions
    std::uint64_t worst_wait = 0;                                            ///< ns
    std::map<std::string, std::uint64_t> outcomes;
    std::vector<Trace> traces;         ///< the shortest of each failure kind and of each class but `acquired`
    std::optional<Coverage> coverage;  ///< if it was asked for
    /// If they were asked for: the number of executions with a race of plain accesses, by the two lines.
    std::optional<std::map<std::string, std::uint64_t>> plain_races;
    std::optional<ReachedSites> reached;  ///< if the request names sites
    std::uint64_t stops = 0;              ///< of a replay with a breakpoint: how often it stopped there
    std::vector<Symptom> symptoms;        ///< of a small program, or if asked for; sorted by key
    std::optional<UnitResult> unit;       ///< of a unit of work, which has examples in place of traces
};

/// Writes everything but `as_expected`, which needs the expectation. A report that is read back from its JSON
/// is the same report. JSON that is no report throws `nlohmann::json::exception` or `std::invalid_argument`.
void to_json(nlohmann::json& json, const Report& report);
void from_json(const nlohmann::json& json, Report& report);

}  // namespace tools
