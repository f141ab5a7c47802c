// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/ci/junit.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/rqcheck/output/template.hpp"
#include "tools/rqcheck/texts/texts.hpp"

namespace tools {
namespace {

using kainjow::mustache::data;

/// The sums of one suite, or of all suites.
struct Sum {
    unsigned tests = 0;
    unsigned failures = 0;
    unsigned skipped = 0;
    double seconds = 0;

    void add(const VerdictCase& one) {
        ++tests;
        failures += one.failure ? 1 : 0;
        skipped += one.failure || one.skipped.empty() ? 0 : 1;
        seconds += one.seconds;
    }
    void write_to(data& object) const {
        object.set("tests", std::to_string(tests));
        object.set("failures", std::to_string(failures));
        object.set("skipped", std::to_string(skipped));
        object.set("time", fmt::format("{:.3f}", seconds));
    }
};

data data_of(const VerdictCase& one) {
    data made = data::type::object;
    made.set("suite", one.suite);
    made.set("name", one.name);
    made.set("time", fmt::format("{:.3f}", one.seconds));
    made.set("output", one.output);
    if (one.failure) {
        data failure = data::type::object;
        failure.set("type", one.failure->type);
        failure.set("message", one.failure->message);
        failure.set("text", one.failure->text);
        made.set("failure", failure);
    } else if (!one.skipped.empty()) {
        data skipped = data::type::object;
        skipped.set("message", one.skipped);
        made.set("bound", skipped);
    }
    return made;
}

}  // namespace

std::string junit_text(const std::vector<VerdictCase>& cases) {
    std::vector<std::string> names;
    for (const VerdictCase& one : cases) {
        if (std::find(names.begin(), names.end(), one.suite) == names.end()) names.push_back(one.suite);
    }
    data suites = data::type::list;
    Sum all;
    for (const std::string& name : names) {
        data of_suite = data::type::list;
        Sum sum;
        for (const VerdictCase& one : cases) {
            if (one.suite != name) continue;
            of_suite << data_of(one);
            sum.add(one);
            all.add(one);
        }
        data suite = data::type::object;
        suite.set("name", name);
        sum.write_to(suite);
        suite.set("cases", of_suite);
        suites << suite;
    }
    data page = data::type::object;
    all.write_to(page);
    page.set("suites", suites);
    return fill_html(texts::junit_report_xml, page);
}

}  // namespace tools
