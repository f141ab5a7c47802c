// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/ci/verdict_case.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <string_view>

#include "tools/protocol/problem.hpp"
#include "tools/protocol/request_json.hpp"
#include "tools/rqcheck/output/run_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/output/trace_file.hpp"
#include "tools/rqcheck/texts/finding_titles.hpp"
#include "tools/support/whole_ms.hpp"
#include "tools/trace/trace_rows.hpp"

namespace tools {
namespace {

using namespace rqspinlock::judge;

/// The members that differ from those of a usual request. A member that is an object has the same done to it.
nlohmann::json without_usual(const nlohmann::json& value, const nlohmann::json& usual) {
    nlohmann::json kept = nlohmann::json::object();
    for (const auto& [name, member] : value.items()) {
        if (!usual.contains(name)) {
            kept[name] = member;
        } else if (member.is_object() && usual.at(name).is_object()) {
            nlohmann::json inner = without_usual(member, usual.at(name));
            if (!inner.empty()) kept[name] = std::move(inner);
        } else if (member != usual.at(name)) {
            kept[name] = member;
        }
    }
    return kept;
}

nlohmann::json all_settings_of(const Request& request, Engine engine) {
    nlohmann::json settings = request.setup;
    settings["scheduler"] = request.search.scheduler;
    settings["bounds"] = request.search.bounds;
    settings["seed"] = request.search.seed;
    settings["engine"] = engine;
    return settings;
}

std::string lines_text(const std::vector<std::string>& lines) {
    return lines.empty() ? "" : join(lines, "\n") + "\n";
}

std::string trace_text_of(const Trace& trace) {
    return fmt::format("\nshortest {}: {}\n\n{}", trace.what, trace.outcome, trace.text);
}

std::string failure_text(const Result& result) {
    std::string text = join(result.judgement.unexpected, "\n") + "\n";
    for (const Trace& trace : result.report.traces) {
        if (fails_verdict(result.report, trace) || is_unexpected_class(result, trace.what)) {
            text += trace_text_of(trace);
        }
    }
    return text;
}

/// Why the scenario expects the failure or class. A viewer shows it apart from a new one.
std::string reason_for(const Result& result, const std::string& what) {
    const std::string_view finding = result.judgement.expectation->finding();
    const bool is_failure_kind =
        std::find(failure_names.begin(), failure_names.end(), what) != failure_names.end();
    if (finding.empty() || !is_failure_kind) {
        return fmt::format("scenarios/{}.cpp: {} is what the history says of {}",
                           result.report.request.setup.scenario, what, result.report.request.setup.revision);
    }
    return fmt::format("{}, docs/findings.md: {}", finding, title_of(finding));
}

CaseRemark remark_of(const Result& result, const Trace& trace) {
    const Request& request = result.report.request;
    const bool expected = is_expected(result, trace.what);
    std::string message =
        fmt::format("{} on {}: {}", label(request), request.setup.revision, meaning_text(trace.what));
    if (trace.execution && trace.what == name(FailureKind::assertion)) {
        if (const std::string check = failed_check_text(*trace.execution); !check.empty())
            message += "\n" + check;
    }
    if (expected) {
        const std::string_view finding = result.judgement.expectation->finding();
        const bool is_of_finding = !finding.empty() && is_failure(trace);
        message += is_of_finding ? fmt::format(" (expected, finding {})", finding) : " (expected)";
    }
    CaseRemark remark{trace.what, std::move(message), request, trace};
    if (expected) remark.accepted_by = reason_for(result, trace.what);
    return remark;
}

std::vector<CaseRemark> remarks_of(const Result& result) {
    std::vector<CaseRemark> remarks;
    bool is_shown = false;
    for (const Trace& trace : result.report.traces) {
        const bool is_wanted = is_problem(trace.what) || fails_verdict(result.report, trace) ||
                               is_unexpected_class(result, trace.what);
        if (!is_wanted) continue;
        remarks.push_back(remark_of(result, trace));
        is_shown = is_shown || !remarks.back().accepted_by;
    }
    // A reason that no trace shows is a remark without a trace.
    std::vector<std::string> silent = missing_outcome(result.report);
    if (!result.report.request.policy.accept_unreached) {
        const std::vector<std::string>& more = result.judgement.unreached;
        silent.insert(silent.end(), more.begin(), more.end());
    }
    const Request& request = result.report.request;
    for (const std::string& reason : is_shown ? silent : result.judgement.unexpected) {
        remarks.push_back({expectation_rule,
                           fmt::format("{} on {}: {}", label(request), request.setup.revision, reason),
                           request});
    }
    return remarks;
}

/// The distinct failures and wrong answers. A failure has its place if the search kept the places apart, or
/// else its kind. A wrong answer has its class.
std::set<std::string> distinct_failures(const Report& report) {
    std::set<std::string> distinct;
    for (const Symptom& symptom : report.symptoms) distinct.insert(symptom.key());
    const auto add = [&](std::string_view what) {
        const auto has_place = [&](const std::string& key) {
            return key.starts_with(std::string(what) + ": ");
        };
        if (std::none_of(distinct.begin(), distinct.end(), has_place)) distinct.emplace(what);
    };
    for (std::size_t i = 0; i < failure_names.size(); ++i) {
        if (report.failures[i] != 0) add(failure_names[i]);
    }
    for (std::size_t i = 0; i < class_names.size(); ++i) {
        const bool counts = is_problem(class_names[i]) || report.request.policy.fails_on(class_names[i]);
        if (report.classes[i] != 0 && counts) add(class_names[i]);
    }
    return distinct;
}

VerdictCase case_of(const Result& result, bool accept_bounded) {
    const Report& report = result.report;
    VerdictCase one = case_of_report(report, result.judgement.as_expected());
    one.seconds = report.seconds;
    one.output = fmt::format(
        "{}; {}; {} executions, {}\n{}; {}\n{}", verdict_text(result.judgement), extent_text(report),
        report.executions, classes_text(report), machine_text(*result.scenario, report.request.setup),
        search_text(report.request, report.engine), lines_text(result.judgement.unreached));
    const std::vector<std::string> hangs = hangs_of(report);
    one.output += lines_text(hangs);
    if (result.judgement.expectation && !result.judgement.expectation->finding().empty()) {
        one.output += fmt::format("finding {}, docs/findings.md\n", result.judgement.expectation->finding());
    }
    if (!result.judgement.as_expected()) {
        const std::string& reason = result.judgement.unexpected.front();
        one.failure = CaseFailure{verdict_text(result.judgement),
                                  hangs.empty() ? reason : fmt::format("{}: {}", reason, hangs.front()),
                                  failure_text(result)};
    } else if (!report.exhausted && !accept_bounded) {
        one.skipped = end_text(report);
    }
    one.remarks = remarks_of(result);
    return one;
}

VerdictCase case_of(const NotRun& run) {
    VerdictCase one{label(run.request), std::string(name(run.request.setup.revision))};
    one.skipped = "not run, the engine cannot: " + run.reason;
    return one;
}

std::vector<std::string> lines_of(const Difference& difference) {
    std::vector<std::string> lines;
    const auto add = [&](std::string_view noun, const std::vector<std::string>& names) {
        for (const std::string& name : names) lines.push_back(fmt::format("{} {}", noun, name));
    };
    add("failure", difference.failures);
    add("class", difference.classes);
    add("outcome", difference.outcomes);
    if (difference.worst_wait != 0)
        lines.push_back(fmt::format("a wait of {}ms", whole_ms(difference.worst_wait)));
    return lines;
}

VerdictCase case_of(const Comparison& comparison, bool accept_bounded) {
    const Report& native = comparison.native.report;
    const Request& request = native.request;
    VerdictCase one{label(request), std::string(name(request.setup.revision)),
                    native.seconds + comparison.relacy.report.seconds,
                    fmt::format("{}; native: {}, {} executions; relacy: {}, {} schedules\n",
                                name(comparison.agreement), extent_text(native), native.executions,
                                extent_text(comparison.relacy.report), comparison.relacy.report.executions)};
    for (const std::string& line : lines_of(comparison.only_relacy))
        one.failures.insert("only relacy has " + line);
    if (comparison.agreement == Agreement::disagreed) {
        const std::vector<std::string> lines(one.failures.begin(), one.failures.end());
        one.failure = CaseFailure{"disagreed", "relacy finds what native does not", lines_text(lines)};
        one.remarks.push_back(
            {disagreement_rule,
             fmt::format("{} on {}: {}", label(request), request.setup.revision, join(lines, "; ")),
             request});
    } else if (comparison.agreement == Agreement::bounded && !accept_bounded) {
        one.skipped = end_text(native);
    }
    one.settings = settings_of(request, Engine::native);
    one.settings["relacy"] = settings_of(comparison.relacy.report.request, Engine::relacy);
    one.exhausted = native.exhausted;
    one.as_expected = comparison.agreement != Agreement::disagreed;
    return one;
}

VerdictCase case_of(const HuntResult& result, const Found& found) {
    const Symptom& symptom = found.sighting.symptom;
    const std::string program = text(found.program);
    VerdictCase one{fmt::format("hunt on {}", result.revision), symptom.key(), 0,
                    fmt::format("smallest program: {}\noutcome: {}\n", program, symptom.trace.outcome)};
    const std::vector<std::string> alike = likenesses(symptom.trace);
    const std::string known = alike.empty() ? "" : fmt::format("; looks like {}", join(alike, ", "));
    if (!found.accepted) {
        one.failure =
            CaseFailure{"FAIL " + symptom.trace.what, fmt::format("{}: {}{}", symptom.key(), program, known),
                        trace_text_of(symptom.trace)};
    }
    CaseRemark remark{symptom.trace.what,
                      fmt::format("hunt on {}: {}: {}{}", result.revision, symptom.key(), program, known),
                      found.sighting.request, symptom.trace};
    if (found.accepted) remark.accepted_by = "the history accepts it, or --fail-on does";
    one.remarks.push_back(std::move(remark));
    return one;
}

/// The case of the hunt as a whole, with the members that a baseline keeps.
VerdictCase case_of(const HuntResult& result, bool accept_bounded, const nlohmann::json& settings) {
    VerdictCase one = planned_hunt(result.revision, settings);
    one.output =
        fmt::format("{}, {}\n", counted(result.programs, "program"), counted(result.executions, "execution"));
    if (!result.complete() && !accept_bounded) one.skipped = "not everything was explored";
    for (const Found& found : result.found) {
        if (!found.accepted) one.failures.insert(found.sighting.symptom.key());
    }
    one.exhausted = result.complete();
    one.as_expected = !result.failed();
    return one;
}

}  // namespace

VerdictCase planned_hunt(const Revision& revision, const nlohmann::json& settings) {
    VerdictCase one{fmt::format("hunt on {}", revision), "no other failure"};
    one.settings = settings;
    return one;
}

VerdictCase case_of_report(const Report& report, bool as_expected) {
    VerdictCase one{label(report.request), std::string(name(report.request.setup.revision))};
    one.settings = settings_of(report.request, report.engine);
    one.failures = distinct_failures(report);
    one.worst_wait_ms = whole_ms(report.worst_wait);
    one.exhausted = report.exhausted;
    one.as_expected = as_expected;
    return one;
}

nlohmann::json usual_settings() {
    return all_settings_of(Request{}, Engine::native);
}

nlohmann::json settings_of(const Request& request, Engine engine) {
    Request usual;
    usual.setup.scenario = request.setup.scenario;
    usual.setup.cpus = request.setup.cpus;
    usual.setup.revision = request.setup.revision;
    return without_usual(all_settings_of(request, engine), all_settings_of(usual, Engine::native));
}

std::vector<VerdictCase> verdict_cases(const std::vector<const Result*>& results, bool accept_bounded,
                                       const std::vector<NotRun>& not_run) {
    std::vector<VerdictCase> cases;
    for (const Result* result : results) cases.push_back(case_of(*result, accept_bounded));
    for (const NotRun& run : not_run) cases.push_back(case_of(run));
    return cases;
}

std::vector<VerdictCase> verdict_cases(const std::vector<Comparison>& comparisons, bool accept_bounded,
                                       const std::vector<NotCompared>& not_compared) {
    std::vector<VerdictCase> cases;
    for (const Comparison& comparison : comparisons) cases.push_back(case_of(comparison, accept_bounded));
    for (const NotCompared& one : not_compared) cases.push_back(case_of(one.run));
    return cases;
}

std::vector<VerdictCase> verdict_cases(const CoverageTable& table, bool whole) {
    std::vector<VerdictCase> cases;
    VerdictCase all{"coverage", "what is reached"};
    all.settings = nlohmann::json::object();
    const std::vector<Gap> missing = gaps(table);
    const auto add = [&](Coverable kind, const std::vector<CoverageRow>& rows) {
        for (const CoverageRow& row : rows) {
            VerdictCase one{"coverage", fmt::format("{} {}", name(kind), row.name), 0,
                            fmt::format("{}: {} executions\n", row.what, row.count)};
            const auto gap = std::find_if(missing.begin(), missing.end(), [&](const Gap& other) {
                return other.kind == kind && other.name == row.name;
            });
            if (row.count != 0) all.reached.insert(one.name);
            if (gap != missing.end() && !gap->reason.empty()) {
                one.skipped = fmt::format("not reached: {}", gap->reason);
            } else if (gap != missing.end() && whole) {
                one.failure = CaseFailure{"not reached", one.name + ": nothing reaches it",
                                          std::string(gap->what) + "\n"};
                one.remarks.push_back({coverage_rule, one.name + " is reached by no scenario", Request{}});
            } else if (gap != missing.end()) {
                one.skipped = "not reached by these searches";
            }
            cases.push_back(std::move(one));
        }
    };
    add(Coverable::site, table.sites);
    add(Coverable::path, table.paths);
    add(Coverable::attempt, table.classes);
    cases.push_back(std::move(all));
    return cases;
}

std::vector<VerdictCase> verdict_cases(const std::vector<HuntResult>& results, bool accept_bounded,
                                       const nlohmann::json& settings) {
    std::vector<VerdictCase> cases;
    for (const HuntResult& result : results) {
        for (const Found& found : result.found) cases.push_back(case_of(result, found));
        cases.push_back(case_of(result, accept_bounded, settings));
    }
    return cases;
}

}  // namespace tools
