// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/tests/native/unit_run.hpp"

#include <utility>

namespace model::tests {

Search only(Search search, const Unit& unit) {
    if (auto* const full = std::get_if<FullSearch>(&search.strategy)) full->unit = &unit;
    if (auto* const bounded = std::get_if<BoundedSearch>(&search.strategy)) bounded->unit = &unit;
    return search;
}

UnitRun::UnitRun(const Program& program, Search search) : program_(program), search_(std::move(search)) {}

SearchResult UnitRun::explore_one(std::uint64_t size, Observer& observer) {
    const Unit unit = std::move(left_.back());
    left_.pop_back();
    ++units_;
    Search search = only(search_, unit);
    search.limits.unit = size;
    SearchResult result = search_on_native(program_, search, observer);
    all_.executions += result.executions;
    all_.discarded += result.discarded;
    all_.broken_off = all_.broken_off || result.broken_off;
    left_.insert(left_.end(), result.rest.rbegin(), result.rest.rend());
    return result;
}

const SearchResult& UnitRun::explore_all(std::uint64_t size, Observer& observer) {
    while (!is_over()) explore_one(size, observer);
    return all_;
}

}  // namespace model::tests
