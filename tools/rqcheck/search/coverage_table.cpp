// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/coverage_table.hpp"

#include "scenarios/framework/sites.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

namespace tools {
namespace {

using rqspinlock::judge::class_names;
using scenarios::Interrupt;

void reach(CoverageRow& row, const Result& result, std::uint64_t count) {
    if (count == 0) return;
    row.count += count;
    const std::string_view scenario = result.scenario->name;
    if (std::find(row.scenarios.begin(), row.scenarios.end(), scenario) == row.scenarios.end()) {
        row.scenarios.push_back(scenario);
    }
}

void add(CoverageTable& table, const Result& result) {
    const Coverage& coverage = result.report.coverage.value();
    for (std::size_t i = 0; i < site_count; ++i) {
        reach(table.sites[i], result, coverage.sites[i].reached);
        for (std::size_t kind = 0; kind < scenarios::interrupts.size(); ++kind) {
            table.sites[i].interrupted[kind] += coverage.sites[i].interrupted[kind];
        }
    }
    for (std::size_t i = 0; i < path_count; ++i) reach(table.paths[i], result, coverage.paths[i]);
    for (std::size_t i = 0; i < class_names.size(); ++i) {
        reach(table.classes[i], result, result.report.classes[i]);
    }
}

std::uint64_t nmis_at(const CoverageRow& site) {
    return site.interrupted[static_cast<unsigned>(Interrupt::nmi)];
}

/// Calls `visit(kind, row, reached)` for everything that can be reached.
template <class Visit>
void for_each_coverable(const CoverageTable& table, Visit visit) {
    for (const CoverageRow& row : table.sites) visit(Coverable::site, row, row.count != 0);
    for (const CoverageRow& row : table.sites) {
        if (row.count != 0) visit(Coverable::interrupted_site, row, nmis_at(row) != 0);
    }
    for (const CoverageRow& row : table.paths) visit(Coverable::path, row, row.count != 0);
    for (const CoverageRow& row : table.classes) visit(Coverable::attempt, row, row.count != 0);
}

const Explanation* explanation_of(const CoverageTable& table, Coverable kind, std::string_view name) {
    const auto found = std::find_if(table.explained.begin(), table.explained.end(),
                                    [&](const Explanation& e) { return e.kind == kind && e.name == name; });
    return found == table.explained.end() ? nullptr : &*found;
}

nlohmann::json row_json(const CoverageRow& row, bool is_site) {
    nlohmann::json json{{"name", row.name}, {"scenarios", row.scenarios}, {"count", row.count}};
    if (!is_site) return json;
    for (const Interrupt interrupt : scenarios::interrupts) {
        json[std::string(name(interrupt))] = row.interrupted[static_cast<unsigned>(interrupt)];
    }
    return json;
}

nlohmann::json rows_json(const std::vector<CoverageRow>& rows, bool are_sites) {
    nlohmann::json array = nlohmann::json::array();
    for (const CoverageRow& row : rows) array.push_back(row_json(row, are_sites));
    return array;
}

}  // namespace

CoverageTable coverage_table(const std::vector<const Result*>& results) {
    CoverageTable table;
    for (const auto& site : scenarios::all_sites) table.sites.push_back({site.name, site.what, {}, 0, {}});
    for (const auto& path : path_names) table.paths.push_back({path.name, path.what, {}, 0, {}});
    for (const std::string_view name : class_names) table.classes.push_back({name, "", {}, 0, {}});
    for (const Result* result : results) add(table, *result);
    return table;
}

std::vector<Gap> gaps(const CoverageTable& table) {
    std::vector<Gap> gaps;
    for_each_coverable(table, [&](Coverable kind, const CoverageRow& row, bool reached) {
        if (reached) return;
        const Explanation* const explained = explanation_of(table, kind, row.name);
        gaps.push_back({kind, row.name, row.what, explained == nullptr ? "" : explained->reason});
    });
    return gaps;
}

std::vector<Explanation> stale_explanations(const CoverageTable& table) {
    std::vector<Explanation> stale;
    for_each_coverable(table, [&](Coverable kind, const CoverageRow& row, bool reached) {
        const Explanation* const explained = explanation_of(table, kind, row.name);
        if (reached && explained != nullptr) stale.push_back(*explained);
    });
    return stale;
}

nlohmann::json to_json(const CoverageTable& table) {
    nlohmann::json unreached = nlohmann::json::array();
    for (const Gap& gap : gaps(table)) {
        unreached.push_back(
            {{"kind", name(gap.kind)},
             {"name", gap.name},
             {"reason", gap.reason.empty() ? nlohmann::json(nullptr) : nlohmann::json(gap.reason)}});
    }
    nlohmann::json stale = nlohmann::json::array();
    for (const Explanation& explanation : stale_explanations(table)) {
        stale.push_back({{"kind", name(explanation.kind)}, {"name", explanation.name}});
    }
    return {{"sites", rows_json(table.sites, true)},
            {"paths", rows_json(table.paths, false)},
            {"classes", rows_json(table.classes, false)},
            {"unreached", unreached},
            {"explained_but_reached", stale}};
}

}  // namespace tools
