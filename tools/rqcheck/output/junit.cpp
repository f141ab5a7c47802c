// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/junit.hpp"

#include <fmt/format.h>

#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/template.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/output/trace_file.hpp"
#include "tools/rqcheck/texts/texts.hpp"

namespace tools {
namespace {

using kainjow::mustache::data;

/// What a suite, or all of them, add up to.
struct Sum {
    unsigned tests = 0;
    unsigned failures = 0;
    unsigned skipped = 0;
    double seconds = 0;

    void add(const Sum& other) {
        tests += other.tests;
        failures += other.failures;
        skipped += other.skipped;
        seconds += other.seconds;
    }
    void write_to(data& object) const {
        object.set("tests", std::to_string(tests));
        object.set("failures", std::to_string(failures));
        object.set("skipped", std::to_string(skipped));
        object.set("time", fmt::format("{:.3f}", seconds));
    }
};

std::string failure_text(const Result& result) {
    std::string text = join(result.judgement.unexpected, "\n") + "\n";
    for (const Trace* trace : failure_traces(result.report)) {
        text += fmt::format("\nshortest {}: {}\n\n{}", trace->what, trace->outcome, trace->text);
    }
    return text;
}

std::string lines_text(const std::vector<std::string>& lines) {
    return lines.empty() ? "" : join(lines, "\n") + "\n";
}

data case_of(const Result& result, bool accept_bounded, Sum& sum) {
    const Report& report = result.report;
    sum = {1, 0, 0, report.seconds};
    data one = data::type::object;
    one.set("suite", label(report.request));
    one.set("name", std::string(name(report.request.setup.revision)));
    one.set("time", fmt::format("{:.3f}", report.seconds));
    one.set("output",
            fmt::format("{}; {}; {} executions, {}\n{}; {}\n{}", verdict_text(result.judgement),
                        extent_text(report), report.executions, classes_text(report),
                        machine_text(*result.scenario, report.request.setup),
                        search_text(report.request, report.engine), lines_text(result.judgement.unreached)));
    if (!result.judgement.as_expected()) {
        sum.failures = 1;
        data failure = data::type::object;
        failure.set("type", verdict_text(result.judgement));
        failure.set("message", result.judgement.unexpected.front());
        failure.set("text", failure_text(result));
        one.set("failure", failure);
    } else if (!report.exhausted && !accept_bounded) {
        sum.skipped = 1;
        data bound = data::type::object;
        bound.set("message", end_text(report));
        one.set("bound", bound);
    }
    return one;
}

data case_of(const NotRun& run) {
    data one = data::type::object;
    one.set("suite", label(run.request));
    one.set("name", std::string(name(run.request.setup.revision)));
    one.set("time", "0.000");
    one.set("output", "");
    data skipped = data::type::object;
    skipped.set("message", "not run, the engine cannot: " + run.reason);
    one.set("bound", skipped);
    return one;
}

}  // namespace

std::string junit_text(const std::vector<const Result*>& results, bool accept_bounded,
                       const std::vector<NotRun>& not_run) {
    data suites = data::type::list;
    Sum all;
    for (std::size_t begin = 0; begin < results.size();) {
        const std::string name = label(results[begin]->report.request);
        data cases = data::type::list;
        Sum sum;
        std::size_t end = begin;
        for (; end < results.size() && label(results[end]->report.request) == name; ++end) {
            Sum one;
            cases << case_of(*results[end], accept_bounded, one);
            sum.add(one);
        }
        begin = end;
        data suite = data::type::object;
        suite.set("name", name);
        sum.write_to(suite);
        suite.set("cases", cases);
        suites << suite;
        all.add(sum);
    }
    for (const NotRun& run : not_run) {
        const Sum sum{1, 0, 1, 0};
        data cases = data::type::list;
        cases << case_of(run);
        data suite = data::type::object;
        suite.set("name", label(run.request));
        sum.write_to(suite);
        suite.set("cases", cases);
        suites << suite;
        all.add(sum);
    }
    data page = data::type::object;
    all.write_to(page);
    page.set("suites", suites);
    return fill_html(texts::junit_report_xml, page);
}

}  // namespace tools
