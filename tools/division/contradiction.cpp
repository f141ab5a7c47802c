// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/division/contradiction.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/division/weight.hpp"

namespace tools {
namespace {

std::string wrong_counts(const Report& report) {
    if (report.complete > report.executions) {
        return fmt::format("{} complete executions of {}", report.complete, report.executions);
    }
    std::uint64_t outcomes = 0;
    for (const auto& [outcome, count] : report.outcomes) outcomes += count;
    if (outcomes > report.executions) {
        return fmt::format("outcomes of {} executions, of {}", outcomes, report.executions);
    }
    for (const std::uint64_t count : report.failures) {
        if (count > report.executions) return fmt::format("{} failures of {}", count, report.executions);
    }
    return "";
}

std::string wrong_end(const Report& report) {
    const Search& search = report.request.search;
    const bool ended_by_itself = report.end == End::by_itself || report.end == End::broken_off;
    if (report.exhausted && (report.end != End::by_itself || search.scheduler != Scheduler::full)) {
        return fmt::format("exhausted, although it ended by {}", name(report.end));
    }
    if (search.bounds.executions && report.executions > *search.bounds.executions) {
        return fmt::format("{} executions, with a bound of {}", report.executions, *search.bounds.executions);
    }
    const bool has_rest = report.unit && !report.unit->rest.empty();
    if (has_rest == ended_by_itself && report.unit) {
        return has_rest ? "a rest, although it ended by itself" : "no rest, although it did not end";
    }
    if (report.end == End::divided && !report.unit) return "a part of a search, although it has no unit";
    return "";
}

/// Are the rest and what the engine has counted as done the whole unit?
std::string wrong_rest(const Report& report) {
    const model::Unit& unit = report.request.unit->unit;
    if (report.unit->rest.empty()) return "";
    Weight all;
    all += unit;
    Weight parts;
    parts.add(unit, report.unit->done);
    for (const model::Unit& rest : report.unit->rest) {
        parts += rest;
        const bool is_below = rest.path.size() >= unit.path.size() &&
                              std::equal(unit.path.begin(), unit.path.end(), rest.path.begin());
        if (!is_below) return fmt::format("a rest outside of its unit: {}", text(rest));
    }
    if (parts == all) return "";
    return fmt::format("its rest and what it has done are not the unit {}", text(unit));
}

}  // namespace

std::string contradiction(const Report& report, const Request& request, Engine engine) {
    // An answer to another request would be a wrong verdict, not just a wrong text.
    if (nlohmann::json(report.request) != nlohmann::json(request)) return "an answer to another request";
    if (report.engine != engine) return fmt::format("an answer of the engine {}", report.engine);
    if (!request.wanted_traces.empty() || request.replay) return "";
    if (std::string wrong = wrong_counts(report); !wrong.empty()) return wrong;
    if (std::string wrong = wrong_end(report); !wrong.empty()) return wrong;
    if (report.unit && !request.unit) return "a part of a search in place of all of it";
    if (!request.unit) return "";
    if (report.unit) return wrong_rest(report);
    return request.unit->unit.is_whole_search() ? "" : "all of a search in place of a unit";
}

}  // namespace tools
