// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/mutate/catalogue.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <tuple>
#include <utility>

#include "tools/mutate/search.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace tools::mutate {

namespace {

std::string revision_before_newest() {
    const std::vector<Revision> revisions = history();
    return revisions[revisions.size() - 2].text;
}

bool is_before_newest(const Search& search) {
    static const std::string before = revision_before_newest();
    return search.request.setup.revision.text == before;
}

/// The latest change makes no difference in this scenario. The search of the newest revision tries what this
/// search would try.
bool is_like_newest(const Search& search, const std::vector<Search>& searches) {
    return std::ranges::any_of(searches, [&](const Search& other) {
        return other.request.setup.scenario == search.request.setup.scenario &&
               other.request.setup.revision.text == history().back().text &&
               other.executions == search.executions && other.lock == search.lock &&
               other.reached == search.reached;
    });
}

Search searched(const Request& request) {
    selection = {};
    const Report report = search(request);
    if (!report.exhausted) {
        throw std::runtime_error(fmt::format("{} on {} hits a bound without a mutant", request.setup.scenario,
                                             request.setup.revision));
    }
    return {request, shown_by(report), report.executions, selection.reached};
}

}  // namespace

std::vector<std::string> searched_revisions() {
    return {history().back().text, repairs().back().text, revision_before_newest()};
}

std::vector<Search> searched_catalogue(const std::vector<std::string>& scenarios) {
    const std::vector<std::string> revisions = searched_revisions();
    const Plan plan = make_plan(named_scenarios(scenarios), false, SearchOptions{},
                                fmt::format("{}", fmt::join(revisions, ",")));
    std::vector<Search> searches;
    for (const Row& row : plan.rows) {
        for (const Request& request : row.requests) {
            Search one = searched(request);
            if (is_before_newest(one) && is_like_newest(one, searches)) continue;
            searches.push_back(std::move(one));
        }
    }
    std::ranges::stable_sort(searches, {}, [](const Search& one) {
        return std::tuple(is_before_newest(one), one.executions,
                          std::string_view(one.request.setup.scenario));
    });
    return searches;
}

}  // namespace tools::mutate
