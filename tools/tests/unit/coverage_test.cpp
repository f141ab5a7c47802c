// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>

#include "tools/rqcheck/search/coverage_table.hpp"

using tools::Coverable;
using tools::CoverageTable;
using tools::Result;

namespace {

const tools::Gap* gap_of(const std::vector<tools::Gap>& gaps, Coverable kind, std::string_view name) {
    const auto found = std::find_if(gaps.begin(), gaps.end(), [&](const tools::Gap& gap) {
        return gap.kind == kind && gap.name == name;
    });
    return found == gaps.end() ? nullptr : &*found;
}

constexpr tools::Explanation explained_rows[] = {
    {Coverable::interrupted_site, "fallback.read", "no NMI is there"}};

scenarios::Scenario scenario_one() {
    scenarios::Scenario scenario{};
    scenario.name = "one";
    return scenario;
}

/// A result in which an NMI arrives at the first site of the fallback, if `with_nmi` is set.
Result result_of(const scenarios::Scenario& scenario, bool with_nmi) {
    Result result{&scenario, {}, {}};
    tools::Coverage& coverage = result.report.coverage.emplace();
    auto& site = coverage.sites[static_cast<unsigned>(rqspinlock::Site::fallback_read)];
    site.reached = 3;
    if (with_nmi) site.interrupted[static_cast<unsigned>(scenarios::Interrupt::nmi)] = 2;
    return result;
}

}  // namespace

TEST_CASE("what no search reached is a gap, its window only where the site was reached") {
    const scenarios::Scenario scenario = scenario_one();
    const Result first = result_of(scenario, false);
    const Result second = result_of(scenario, false);
    CoverageTable table = tools::coverage_table({&first, &second});
    table.explained = explained_rows;
    const auto& row = table.sites[static_cast<unsigned>(rqspinlock::Site::fallback_read)];
    CHECK(row.count == 6);
    CHECK(row.scenarios == std::vector<std::string_view>{"one"});

    const std::vector<tools::Gap> found = gaps(table);
    CHECK(gap_of(found, Coverable::site, "fallback.read") == nullptr);
    CHECK(gap_of(found, Coverable::site, "tas.read") != nullptr);
    CHECK(gap_of(found, Coverable::interrupted_site, "tas.read") == nullptr);
    CHECK(gap_of(found, Coverable::path, "sent away")->reason.empty());
    const tools::Gap* const explained = gap_of(found, Coverable::interrupted_site, "fallback.read");
    REQUIRE(explained != nullptr);
    CHECK(explained->reason == "no NMI is there");
    CHECK(stale_explanations(table).empty());
}

TEST_CASE("an explanation of what was reached is stale") {
    const scenarios::Scenario scenario = scenario_one();
    const Result result = result_of(scenario, true);
    CoverageTable table = tools::coverage_table({&result});
    table.explained = explained_rows;
    const std::vector<tools::Explanation> stale = stale_explanations(table);
    REQUIRE(stale.size() == 1);
    CHECK(stale.front().name == "fallback.read");
}

TEST_CASE("explanations are of what exists") {
    const CoverageTable table = tools::coverage_table({});
    for (const tools::Explanation& explanation : tools::explanations) {
        INFO(name(explanation.kind) << " " << explanation.name);
        const auto& rows = explanation.kind == Coverable::path      ? table.paths
                           : explanation.kind == Coverable::attempt ? table.classes
                                                                    : table.sites;
        CHECK(std::any_of(rows.begin(), rows.end(),
                          [&](const tools::CoverageRow& row) { return row.name == explanation.name; }));
    }
}
