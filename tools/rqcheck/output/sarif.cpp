// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/sarif.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/crc.hpp>
#include <nlohmann/json.hpp>

#include "lock/judge/classes.hpp"
#include "lock/phases.hpp"
#include "tools/protocol/problem.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/texts/finding_titles.hpp"
#include "tools/rqcheck/texts/version.hpp"
#include "tools/trace/hang.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

using nlohmann::json;
using namespace rqspinlock::judge;

/// The rule of what is unexpected and is shown by no execution: what never came, a wait.
constexpr std::string_view expectation_rule = "expectation";

constexpr std::string_view wait_rule = "wait";

json text_message(const std::string& text) {
    return {{"text", text}};
}

json rules(const Policy& policy) {
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
        if (is_problem(what) || policy.fails_on(what)) add(what, meaning_of(what));
    }
    if (policy.max_wait) add(wait_rule, "an attempt waits for longer than is allowed");
    add(expectation_rule, "a search differs from what the scenario expects");
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

const TraceStep* first_misuse(const ExecutionTrace& trace) {
    const auto found = std::find_if(trace.steps.begin(), trace.steps.end(), [](const TraceStep& step) {
        return step.change && step.change->phase == name(rqspinlock::Phase::misused);
    });
    return found == trace.steps.end() ? nullptr : &*found;
}

const TraceStep* last_with_line(const ExecutionTrace& trace) {
    const auto found = std::find_if(trace.steps.rbegin(), trace.steps.rend(),
                                    [](const TraceStep& step) { return !step.file.empty(); });
    return found == trace.steps.rend() ? nullptr : &*found;
}

/// Where a reader looks first: the call that is a misuse, the wait or the call of a CPU that hangs, an access
/// of the race, else the last step.
const TraceStep* telling_step(const ExecutionTrace& trace) {
    const auto shows = [&](FailureKind kind) { return trace.what == name(kind); };
    const TraceStep* step = nullptr;
    if (shows(FailureKind::misuse)) step = first_misuse(trace);
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
    add(json(request.setup).dump());
    add(trace.what);
    if (trace.execution) {
        for (const TraceStep& step : trace.execution->steps) {
            // The end of a trace follows from the steps before it.
            if (!is_hang(step)) add(place_and_text(step));
        }
    } else {
        add(trace.text);
    }
    return fmt::format("{:016x}", crc.checksum());
}

/// Is the failure kind or class among those that the scenario expects?
bool is_expected(const Result& result, const std::string& what) {
    const Judgement& judgement = result.judgement;
    if (!judgement.expectation || result.report.request.policy.fails_on(what)) return false;
    for (unsigned kind = 0; kind < failure_count; ++kind) {
        if (failure_names[kind] == what) {
            return judgement.expectation->failures().contains(static_cast<FailureKind>(kind));
        }
    }
    for (unsigned value = 0; value < class_count; ++value) {
        if (class_names[value] == what) {
            return judgement.expectation->classes.contains(static_cast<Class>(value));
        }
    }
    return false;
}

/// Of a result that the scenario expects: so a viewer shows it apart from a new one.
json suppressions(const Result& result) {
    const std::string_view finding = result.judgement.expectation->finding();
    const std::string reason =
        finding.empty() ? fmt::format("{} says that {} fails so", scenario_file(result.report.request),
                                      result.report.request.setup.revision)
                        : fmt::format("{}, docs/findings.md: {}", finding, title_of(finding));
    return json::array({{{"kind", "external"}, {"status", "accepted"}, {"justification", reason}}});
}

json result_of(const Result& result, const Trace& trace) {
    const Request& request = result.report.request;
    const bool expected = is_expected(result, trace.what);
    std::string text = fmt::format("{} on {}: {}: {}", label(request), request.setup.revision, trace.what,
                                   meaning_of(trace.what));
    if (expected) {
        const std::string_view finding = result.judgement.expectation->finding();
        text += finding.empty() ? " (expected)" : fmt::format(" (expected, finding {})", finding);
    }
    if (trace.execution) {
        for (const std::string& hang : hang_sentences(*trace.execution)) text += "\n" + hang;
    }
    text += "\n" + trace.outcome;
    json one{{"ruleId", trace.what == wait_trace ? wait_rule : std::string_view(trace.what)},
             {"level", expected ? "note" : "error"},
             {"message", text_message(text)},
             {"partialFingerprints", {{"rqcheckTrace/v1", fingerprint(request, trace)}}}};
    if (expected) one["suppressions"] = suppressions(result);
    json at = scenario_location(request);
    if (trace.execution) {
        const TraceStep* const step = telling_step(*trace.execution);
        if (step != nullptr) at = location(step->file, step->line);
        one["codeFlows"] = json::array({code_flow(*trace.execution)});
        if (!trace.execution->replay.empty()) {
            one["properties"] = {{"replay", "rqcheck replay " + trace.execution->replay}};
        }
    }
    one["locations"] = json::array({at});
    one["relatedLocations"] = json::array({scenario_location(request)});
    return one;
}

json expectation_result(const Result& result, const std::string& reason) {
    const Request& request = result.report.request;
    return {{"ruleId", expectation_rule},
            {"level", "error"},
            {"message",
             text_message(fmt::format("{} on {}: {}", label(request), request.setup.revision, reason))},
            {"locations", json::array({scenario_location(request)})}};
}

void add_results(json& all, const Result& result) {
    bool is_shown = false;
    for (const Trace& trace : result.report.traces) {
        if (!is_problem(trace.what) && !fails_verdict(result.report, trace)) continue;
        all.push_back(result_of(result, trace));
        is_shown = is_shown || !is_expected(result, trace.what);
    }
    // What no trace shows stands for itself.
    std::vector<std::string> silent = missing_outcome(result.report);
    if (!result.report.request.policy.accept_unreached) {
        const std::vector<std::string>& more = result.judgement.unreached;
        silent.insert(silent.end(), more.begin(), more.end());
    }
    for (const std::string& reason : is_shown ? silent : result.judgement.unexpected) {
        all.push_back(expectation_result(result, reason));
    }
}

/// Of all results together.
Policy all_policies(const std::vector<const Result*>& results) {
    Policy all;
    for (const Result* result : results) {
        const Policy& policy = result->report.request.policy;
        for (unsigned value = 0; value < class_count; ++value) {
            const auto one = static_cast<Class>(value);
            if (policy.fail_on.contains(one)) all.fail_on.insert(one);
        }
        if (policy.max_wait) all.max_wait = policy.max_wait;
    }
    return all;
}

}  // namespace

std::string sarif_text(const std::vector<const Result*>& results) {
    json all = json::array();
    for (const Result* result : results) add_results(all, *result);
    const json driver{{"name", "rqcheck"},
                      {"semanticVersion", std::string(version)},
                      {"rules", rules(all_policies(results))}};
    const json log{
        {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
        {"version", "2.1.0"},
        {"runs",
         json::array(
             {{{"tool", {{"driver", driver}}}, {"columnKind", "utf16CodeUnits"}, {"results", all}}})}};
    return log.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace tools
