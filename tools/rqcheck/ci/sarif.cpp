// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/ci/sarif.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/crc.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "lock/judge/classes.hpp"
#include "lock/phases.hpp"
#include "tools/protocol/problem.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/texts/version.hpp"
#include "tools/trace/hang.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

using nlohmann::json;
using namespace rqspinlock::judge;

constexpr std::string_view wait_rule = "wait";

json text_message(const std::string& text) {
    return {{"text", text}};
}

/// @param used further rules: classes that a policy or an expectation rules out
json rules(const std::set<std::string>& used) {
    json all = json::array();
    const auto add = [&](std::string_view id, std::string_view text) {
        const std::string help = fmt::format(
            "{}: {}. The code flow of a result is one interleaving, the shortest that the search has met. "
            "The "
            "command among the properties of a result shows it again, step by step: docs/trace.md says how "
            "to read "
            "it. Results that are on record are suppressed: docs/findings.md.",
            id, text);
        all.push_back({{"id", id},
                       {"name", id},
                       {"shortDescription", text_message(std::string(text))},
                       {"help", text_message(help)},
                       {"defaultConfiguration", {{"level", "error"}}}});
    };
    for (const std::string_view kind : failure_names) add(kind, meaning_of(kind));
    for (const std::string_view what : class_names) {
        if (is_problem(what) || used.contains(std::string(what))) add(what, meaning_of(what));
    }
    if (used.contains(std::string(wait_rule))) add(wait_rule, "an attempt waits for longer than is allowed");
    add(expectation_rule, "a search differs from what the scenario expects");
    add(disagreement_rule, "an engine finds what the other one does not");
    add(coverage_rule, "no scenario reaches a site, a path or a class");
    return all;
}

json location(const std::string& file, std::uint32_t line) {
    json physical{{"artifactLocation", {{"uri", file}, {"uriBaseId", "SRCROOT"}}}};
    if (line != 0) physical["region"] = {{"startLine", line}};
    return {{"physicalLocation", physical}};
}

/// A small program has no file of its own.
std::string scenario_file(const Request& request) {
    return request.setup.program.empty() ? fmt::format("scenarios/{}.cpp", request.setup.scenario)
                                         : "scenarios/framework/small_program.cpp";
}

json scenario_location(const Request& request) {
    return location(scenario_file(request), 0);
}

/// "cpu0 nmi fast.cmpxchg A (0,0,0) -> (0,0,1)"
std::string place_and_text(const TraceStep& step) {
    std::string text = fmt::format("cpu{} ", step.cpu);
    for (std::size_t i = 1; i < step.context.size(); ++i) text += step.context[i] + " ";
    return text + step_text(step);
}

json code_flow(const ExecutionTrace& trace) {
    json steps = json::array();
    for (const TraceStep& step : trace.steps) {
        if (step.file.empty()) continue;
        json at = location(step.file, step.line);
        at["message"] = text_message(place_and_text(step));
        steps.push_back({{"location", at}, {"nestingLevel", step.context.size() - 1}});
    }
    return {{"threadFlows", json::array({{{"locations", steps}}})}};
}

const TraceStep* first_with(const ExecutionTrace& trace, rqspinlock::Phase phase) {
    const auto found = std::find_if(trace.steps.begin(), trace.steps.end(), [&](const TraceStep& step) {
        return step.change && step.change->phase == name(phase);
    });
    return found == trace.steps.end() ? nullptr : &*found;
}

const TraceStep* last_with_line(const ExecutionTrace& trace) {
    const auto found = std::find_if(trace.steps.rbegin(), trace.steps.rend(),
                                    [](const TraceStep& step) { return !step.file.empty(); });
    return found == trace.steps.rend() ? nullptr : &*found;
}

/// The step at which a reader looks first: the call that is a misuse, the check that does not hold, an access
/// of the race, the wait or the call of a CPU that hangs, or else the last step.
const TraceStep* telling_step(const ExecutionTrace& trace) {
    const auto shows = [&](FailureKind kind) { return trace.what == name(kind); };
    const TraceStep* step = nullptr;
    if (shows(FailureKind::misuse)) step = first_with(trace, rqspinlock::Phase::misused);
    if (shows(FailureKind::assertion)) step = first_with(trace, rqspinlock::Phase::check_failed);
    if (step == nullptr && shows(FailureKind::race) && !trace.race.empty()) {
        step = &trace.steps[static_cast<std::size_t>(trace.race.back())];
    }
    if (step == nullptr) step = first_hang(trace);
    return step != nullptr && !step->file.empty() ? step : last_with_line(trace);
}

std::string fingerprint(const Request& request, const Trace& trace) {
    // CRC-64 as in ECMA-182, reflected.
    boost::crc_optimal<64, 0x42F0E1EBA9EA3693, ~std::uint64_t{0}, ~std::uint64_t{0}, true, true> crc;
    const auto add = [&](const std::string& text) { crc.process_bytes(text.c_str(), text.size() + 1); };
    add(json(request.setup).dump(-1, ' ', false, json::error_handler_t::replace));
    add(trace.what);
    if (trace.execution) {
        for (const TraceStep& step : trace.execution->steps) {
            // A hang at the end of the trace follows from the steps before it.
            if (!is_hang(step)) add(place_and_text(step));
        }
    } else {
        add(trace.text);
    }
    return fmt::format("{:016x}", crc.checksum());
}

/// Of an execution in which several CPUs hang: the other lines.
void add_other_hangs(json& locations, const ExecutionTrace& execution) {
    if (execution.what != name(FailureKind::stuck) && execution.what != name(FailureKind::livelock) &&
        execution.what != name(FailureKind::scenario_stuck)) {
        return;
    }
    for (const TraceStep& step : execution.steps) {
        if (!is_hang(step) || step.file.empty()) continue;
        const json at = location(step.file, step.line);
        if (std::find(locations.begin(), locations.end(), at) == locations.end()) locations.push_back(at);
    }
}

json result_of(const CaseRemark& remark) {
    std::string text = remark.message;
    const bool has_steps = remark.trace && remark.trace->execution;
    if (has_steps) {
        for (const std::string& hang : hang_sentences(*remark.trace->execution)) text += "\n" + hang;
    }
    if (remark.trace) text += "\n" + remark.trace->outcome;
    json one{{"ruleId", remark.rule == wait_trace ? std::string(wait_rule) : remark.rule},
             {"level", remark.accepted_by ? "note" : "error"},
             {"message", text_message(text)}};
    if (remark.accepted_by) {
        one["suppressions"] = json::array(
            {{{"kind", "external"}, {"status", "accepted"}, {"justification", *remark.accepted_by}}});
    }
    json at = scenario_location(remark.request);
    if (remark.trace)
        one["partialFingerprints"] = {{"rqcheckTrace/v1", fingerprint(remark.request, *remark.trace)}};
    if (has_steps) {
        const ExecutionTrace& execution = *remark.trace->execution;
        const TraceStep* const step = telling_step(execution);
        if (step != nullptr) at = location(step->file, step->line);
        one["codeFlows"] = json::array({code_flow(execution)});
        if (!execution.replay.empty()) one["properties"] = {{"replay", "rqcheck replay " + execution.replay}};
    }
    one["locations"] = json::array({at});
    if (has_steps) add_other_hangs(one["locations"], *remark.trace->execution);
    if (remark.trace) one["relatedLocations"] = json::array({scenario_location(remark.request)});
    return one;
}

}  // namespace

std::string sarif_text(const std::vector<VerdictCase>& cases, bool whole) {
    json all = json::array();
    std::set<std::string> used;
    for (const VerdictCase& one : cases) {
        for (const CaseRemark& remark : one.remarks) {
            all.push_back(result_of(remark));
            used.insert(all.back().at("ruleId").get<std::string>());
        }
    }
    const json driver{{"name", "rqcheck"}, {"semanticVersion", std::string(version)}, {"rules", rules(used)}};
    const json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", json::array({{{"tool", {{"driver", driver}}},
                                          {"invocations", json::array({{{"executionSuccessful", whole}}})},
                                          {"columnKind", "utf16CodeUnits"},
                                          {"results", all}}})}};
    return log.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace tools
