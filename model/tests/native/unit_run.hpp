// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A search that is cut into units of work.

#include "model/tests/native/native_run.hpp"

namespace model::tests {

/// The units of a search, explored one after the other in the order of the search.
class UnitRun {
  public:
    UnitRun(const Program& program, Search search);

    /// Explores the first unit that is left.
    /// @param size the unit's executions, with discarded ones, after which the rest is left; 0: all of it
    SearchResult explore_one(std::uint64_t size, Observer& observer);
    bool is_over() const { return left_.empty(); }

    /// Explores all units that are left. The result is that of all units so far.
    const SearchResult& explore_all(std::uint64_t size, Observer& observer);

    std::size_t units() const { return units_; }

  private:
    const Program& program_;
    Search search_;
    std::vector<Unit> left_{Unit{}};  ///< the first unit in order stands last
    std::size_t units_ = 0;
    SearchResult all_;
};

/// The search as one that explores this unit.
Search only(Search search, const Unit& unit);

}  // namespace model::tests
