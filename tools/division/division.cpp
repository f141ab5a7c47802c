// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/division/division.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "tools/division/append.hpp"

namespace tools {
namespace {

Report nothing_found(const Report& like) {
    Report report;
    report.request = like.request;
    report.engine = like.engine;
    report.memory_model = like.memory_model;
    report.gaps = like.gaps;
    if (like.coverage) report.coverage.emplace();
    if (like.plain_races) report.plain_races.emplace();
    if (like.reached) report.reached.emplace();
    report.unit.emplace();
    return report;
}

}  // namespace

Division::Division(Request search) : search_(std::move(search)), most_(search_.search.bounds.executions) {
    const model::Unit all;
    open_.insert(units_.emplace(place_of(all), Entry{all}).first->first);
}

Division::Place Division::place_of(const model::Unit& unit) {
    Place place;
    for (const model::Branch& branch : unit.path) place.push_back(branch.taken);
    place.push_back(unit.from);
    return place;
}

void Division::set(const Place& place, Entry& entry, State state) {
    if (entry.state == State::open) open_.erase(place);
    entry.state = state;
    if (entry.state == State::open) open_.insert(place);
}

std::optional<Request> Division::take(std::uint64_t size,
                                      const std::function<bool(const model::Unit&)>& may_take) {
    if (is_complete_) return std::nullopt;
    const std::optional<Place> end = end_of_search();
    for (const Place& place : open_) {
        if (end && place > *end) return std::nullopt;
        Entry& entry = units_.at(place);
        if (may_take && !may_take(entry.unit)) continue;
        Request request = request_for(entry.unit, size);
        set(Place(place), entry, State::taken);
        return request;
    }
    return std::nullopt;
}

/// With a bound on executions: the unit by which the bound is exceeded, if it is known.
std::optional<Division::Place> Division::end_of_search() const {
    if (!most_) return std::nullopt;
    std::uint64_t executions = folded_ ? folded_->executions : 0;
    for (const auto& [place, entry] : units_) {
        if (entry.state == State::done) executions += entry.report.executions;
        if (executions > *most_) return place;
    }
    return std::nullopt;
}

/// The bound is the number of executions that are missing behind the folded units. If all units before this
/// one are folded, the unit ends exactly where one process would end.
Request Division::request_for(const model::Unit& unit, std::uint64_t size) const {
    Request request = search_;
    request.unit = UnitRequest{unit, size, false, longest()};
    if (most_) {
        const std::uint64_t missing = *most_ - (folded_ ? folded_->executions : 0);
        request.search.bounds.executions = std::max<std::uint64_t>(1, missing);
    }
    return request;
}

/// For each example, the length of the shortest one that is known. Enough of them in the folded units leave
/// no place for another one of this length.
std::vector<std::pair<ExampleKey, std::uint64_t>> Division::longest() const {
    std::map<ExampleKey, std::uint64_t> longest = shortest_known_;
    if (folded_) {
        for (const UnitExample& example : folded_->unit->examples) {
            std::uint64_t& length = longest.at(example.key);
            if (example.met == most_compared && length == example.length) --length;
        }
    }
    return {longest.begin(), longest.end()};
}

void Division::know(const Report& report) {
    for (const UnitExample& example : report.unit->examples) {
        const auto [known, is_new] = shortest_known_.emplace(example.key, example.length);
        if (!is_new) known->second = std::min(known->second, example.length);
    }
}

void Division::put_back(const model::Unit& unit) {
    const auto found = units_.find(place_of(unit));
    if (found != units_.end() && found->second.state == State::taken) {
        set(found->first, found->second, State::open);
    }
}

bool Division::add(const model::Unit& unit, const Report& report) {
    if (is_complete_) return true;
    const Place place = place_of(unit);
    const auto found = units_.find(place);
    if (found == units_.end()) return place < units_.begin()->first || is_within_last_unit_;
    Entry& entry = found->second;
    if (entry.unit != unit)
        throw std::invalid_argument(fmt::format("no unit of this search: {}", text(unit)));
    if (entry.state == State::done) return true;
    if (!report.unit) {  // the whole search in one unit
        executions_ = report.executions;
        whole_ = report;
        whole_->request = search_;
        is_complete_ = true;
        open_.clear();
        return true;
    }
    // A unit that was left at once is still to do.
    const std::vector<model::Unit> rest = report.unit->rest;
    if (rest.size() == 1 && rest.front() == unit) {
        set(found->first, entry, State::open);
        return true;
    }
    executions_ += report.executions;
    // A bound on executions may leave this unit out, and its examples with it.
    if (!most_) know(report);
    set(found->first, entry, State::done);
    entry.report = report;
    for (const model::Unit& one : rest) {
        const auto [added, is_new] = units_.emplace(place_of(one), Entry{one});
        if (!is_new) throw std::invalid_argument(fmt::format("a unit twice: {}", text(one)));
        open_.insert(added->first);
    }
    fold();
    return true;
}

void Division::fold() {
    while (!units_.empty() && units_.begin()->second.state == State::done && !is_complete_) {
        const auto first = units_.begin();
        Entry& entry = first->second;
        if (!folded_) folded_ = nothing_found(entry.report);
        if (most_ && folded_->executions + entry.report.executions > *most_) {
            return end_within(first);
        }
        append(*folded_, entry.report);
        know(entry.report);
        add_explored(explored_, entry);
        // If the bound ended the unit, there is another execution.
        is_cut_ = entry.report.end == End::executions && folded_->executions == most_;
        units_.erase(first);
        is_complete_ = is_cut_ || units_.empty();
    }
}

/// The bound on executions ends the search in this unit. It was explored when units before it were not
/// done, so it has more executions than the search admits. The later units are not needed.
void Division::end_within(std::map<Place, Entry>::iterator unit) {
    units_.erase(std::next(unit), units_.end());
    open_.clear();
    executions_ = folded_->executions;
    if (folded_->executions == most_) {
        is_cut_ = is_complete_ = true;
        return;
    }
    is_within_last_unit_ = true;
    unit->second.report = {};
    set(unit->first, unit->second, State::open);
}

/// Adds what the engine has counted, which does not follow from the rest.
void Division::add_explored(Weight& weight, const Entry& entry) {
    const UnitResult& result = *entry.report.unit;
    if (result.rest.empty()) {
        weight += entry.unit;
    } else {
        weight.add(entry.unit, result.done);
    }
}

double Division::explored() const {
    if (whole_) return 1;
    Weight weight = explored_;
    for (const auto& [place, entry] : units_) {
        if (entry.state != State::done) continue;
        add_explored(weight, entry);
    }
    return weight.value();
}

void Division::require_all() const {
    if (explored_.is_one()) return;
    throw std::logic_error(
        fmt::format("the weights of the units add up to {}, not to 1: a part of the search is missing or "
                    "was made twice",
                    explored_.text()));
}

std::optional<Report> Division::result(End otherwise) const {
    if (whole_) return whole_;
    std::optional<Report> result = folded_;
    if (is_complete_ && is_cut_) {
        result->end = End::executions;
        result->discarded = result->unit->discarded_at_last;
    } else if (is_complete_) {
        require_all();
        result->end = result->unit->broken_off ? End::broken_off : End::by_itself;
    } else {
        for (const auto& [place, entry] : units_) {
            if (entry.state != State::done) continue;
            if (!result) result = nothing_found(entry.report);
            append(*result, entry.report);
        }
        if (!result) return std::nullopt;
        result->end = otherwise;
    }
    result->exhausted = result->end == End::by_itself && search_.search.scheduler == Scheduler::full;
    result->request = search_;
    return result;
}

}  // namespace tools
