// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/trace_file.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/protocol/problem.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"

namespace tools {

using namespace rqspinlock::judge;

std::string run_name(const Result& result) {
    const Request& request = result.report.request;
    if (request.setup.cpus == result.scenario->cpus.natural) {
        return fmt::format("{}.{}", request.setup.scenario, request.setup.revision);
    }
    return fmt::format("{}-{}.{}", request.setup.scenario, request.setup.cpus, request.setup.revision);
}

bool has_trace_worth_reading(const Report& report) {
    return std::any_of(report.traces.begin(), report.traces.end(), [&](const Trace& trace) {
        return is_problem(trace.what) || fails_verdict(report, trace);
    });
}

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
            return judgement.expectation->classes.may_come.contains(static_cast<Class>(value));
        }
    }
    return false;
}

bool is_unexpected_class(const Result& result, const std::string& what) {
    const bool is_class = std::find(class_names.begin(), class_names.end(), what) != class_names.end();
    return is_class && result.judgement.expectation && !is_expected(result, what);
}

std::vector<const Trace*> failure_traces(const Report& report) {
    std::vector<const Trace*> traces;
    for (const Trace& trace : report.traces) {
        if (fails_verdict(report, trace)) traces.push_back(&trace);
    }
    return traces;
}

std::string trace_file_text(const Result& result) {
    const Report& report = result.report;
    const Request& request = report.request;
    std::string text = fmt::format(
        "{} on {}: {}\n{}\n{}; {}\n", label(request), request.setup.revision, verdict_text(result.judgement),
        machine_text(*result.scenario, request.setup), report.engine, search_text(request, report.engine));
    for (const Trace* trace : failure_traces(report)) {
        text += fmt::format("\nshortest {}: {}\n\n{}", trace->what, trace->outcome, trace->text);
    }
    return text;
}

}  // namespace tools
