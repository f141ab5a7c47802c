// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/catalogue.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "tools/mutate/search.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace tools::mutate {

std::vector<std::string> searched_revisions() {
    return {history().back().text, repairs().back().text};
}

std::vector<Search> searched_catalogue(const std::vector<std::string>& scenarios) {
    const std::vector<std::string> revisions = searched_revisions();
    const Plan plan = make_plan(named_scenarios(scenarios), false, SearchOptions{},
                                fmt::format("{}", fmt::join(revisions, ",")));
    std::vector<Search> searches;
    for (const Row& row : plan.rows) {
        for (const Request& request : row.requests) {
            selection = {};
            const Report report = search(request);
            if (!report.exhausted) {
                throw std::runtime_error(fmt::format("{} on {} hits a bound without a mutant",
                                                     request.setup.scenario, request.setup.revision));
            }
            searches.push_back({request, shown_by(report), report.executions, selection.reached});
        }
    }
    std::stable_sort(searches.begin(), searches.end(), [](const Search& one, const Search& other) {
        return std::tie(one.executions, one.request.setup.scenario) <
               std::tie(other.executions, other.request.setup.scenario);
    });
    return searches;
}

}  // namespace tools::mutate
