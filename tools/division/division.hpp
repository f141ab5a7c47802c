// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A search that is made in units of work. The results are those of one process, whatever the number, the
/// sizes and the order of the units.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "tools/division/weight.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

class Division {
  public:
    /// @param search the request of the whole search, without a unit
    explicit Division(Request search);

    /// The request for the first unit in the order of the search that nobody explores and that `may_take`
    /// admits. The unit then counts as taken. nullopt: there is none.
    /// @param size see UnitRequest::size; 0: no limit
    std::optional<Request> take(std::uint64_t size,
                                const std::function<bool(const model::Unit&)>& may_take = {});
    /// Nobody explores the unit any more, and it is not done.
    void put_back(const model::Unit& unit);

    /// Adds the results of a unit, taken or not. The rest becomes new units. Results of a unit that is done
    /// already change nothing.
    /// @return false: the unit is not known yet. It is in the rest of a unit that is not done.
    /// @throw std::invalid_argument if the search has no such unit
    bool add(const model::Unit& unit, const Report& report);

    /// Is the bound on executions to be reached within the one unit that is left? Its results are not those
    /// of the whole unit then.
    bool is_within_last_unit() const { return is_within_last_unit_; }
    /// The number of units that are neither taken nor done.
    std::size_t open_units() const { return open_.size(); }
    std::uint64_t executions() const { return executions_; }
    /// The weight of what was explored, for people.
    double explored() const;

    /// Is there nothing left to do? Either all units are done, or the bound on executions is reached.
    bool is_complete() const { return is_complete_; }

    /// The results so far, in the order of the search, without traces. If the search is not complete, it
    /// ended for this reason. nullopt: there are none.
    /// @throw std::logic_error if the search should be complete, and its weights do not add up to 1
    std::optional<Report> result(End otherwise) const;

    /// The results, if one unit was the whole search. They have traces.
    const std::optional<Report>& whole() const { return whole_; }

  private:
    /// The place of a unit in the order of the search.
    using Place = std::vector<std::uint32_t>;

    enum class State : std::uint8_t { open, taken, done };
    struct Entry {
        model::Unit unit;
        State state = State::open;
        Report report{};  ///< if it is done
    };

    static Place place_of(const model::Unit& unit);
    Request request_for(const model::Unit& unit, std::uint64_t size) const;
    std::vector<std::pair<ExampleKey, std::uint64_t>> longest() const;
    void set(const Place& place, Entry& entry, State state);
    std::optional<Place> end_of_search() const;
    static void add_explored(Weight& weight, const Entry& entry);
    void know(const Report& report);
    void fold();
    void end_within(std::map<Place, Entry>::iterator unit);
    void require_all() const;

    Request search_;
    std::optional<std::uint64_t> most_;  ///< bound on executions
    std::map<Place, Entry> units_;       ///< behind the folded ones
    std::optional<Report> folded_;       ///< of the first units, which are all done
    std::optional<Report> whole_;
    Weight explored_;                                     ///< of the folded ones
    std::uint64_t executions_ = 0;                        ///< of all that are done
    std::set<Place> open_;                                ///< the open units among them
    std::map<ExampleKey, std::uint64_t> shortest_known_;  ///< of units that surely belong to the search
    bool is_complete_ = false;
    bool is_cut_ = false;  ///< by the bound on executions
    bool is_within_last_unit_ = false;
};

}  // namespace tools
