// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/affected.hpp"

#include <algorithm>

#include "tools/trace/likeness.hpp"

namespace tools {
namespace {

using scenarios::Finding;

bool names_finding(const scenarios::Scenario& scenario, const Finding& finding) {
    const auto rows = scenario.expected.rows();
    return std::any_of(rows.begin(), rows.end(), [&](const scenarios::ExpectedFrom& row) {
        return row.expectation() && row.expectation()->finding() == finding.name;
    });
}

bool looks_like_it(const Symptom& symptom, const Finding& finding) {
    if (!is_failure(symptom.trace) || !symptom.trace.execution) return false;
    const std::vector<Finding> alike = looks_like(*symptom.trace.execution);
    return std::any_of(alike.begin(), alike.end(),
                       [&](const Finding& one) { return one.name == finding.name; });
}

/// Does one search show the finding?
Affected affected(const Finding& finding, const Report& report) {
    const bool shows = std::any_of(report.symptoms.begin(), report.symptoms.end(),
                                   [&](const Symptom& symptom) { return looks_like_it(symptom, finding); });
    if (shows) return Affected::yes;
    return report.exhausted ? Affected::no : Affected::unknown;
}

}  // namespace

std::string_view name(Affected affected) {
    constexpr std::string_view names[] = {"no", "unknown", "yes"};
    return names[static_cast<unsigned>(affected)];
}

std::vector<const scenarios::Scenario*> scenarios_of(const Finding& finding) {
    std::vector<const scenarios::Scenario*> all;
    for (const scenarios::Scenario& scenario : scenarios::all()) {
        if (names_finding(scenario, finding)) all.push_back(&scenario);
    }
    return all;
}

std::vector<std::string> not_on_record(const Report& report) {
    std::vector<std::string> unknown;
    for (const Symptom& symptom : report.symptoms) {
        if (!is_failure(symptom.trace) || !symptom.trace.execution) continue;
        if (looks_like(*symptom.trace.execution).empty()) unknown.push_back(symptom.key());
    }
    return unknown;
}

AffectedCell affected_cell(const Finding& finding, const std::vector<const std::optional<Result>*>& cells) {
    AffectedCell all;
    for (const std::optional<Result>* cell : cells) {
        const Affected one = *cell ? affected(finding, (*cell)->report) : Affected::unknown;
        if (one == Affected::yes) all.shown_by.push_back(&**cell);
        all.affected = std::max(all.affected, one);
    }
    return all;
}

}  // namespace tools
