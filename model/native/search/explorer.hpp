// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The interface of a strategy: it decides how a search goes on. Full search, bounded search, random walk
/// and replay are peers behind it. The machine and the stepper do not know them.

#include <vector>

#include "model/native/finished/ending.hpp"
#include "model/search.hpp"

namespace model::native {

class Explorer {
  public:
    Explorer() = default;
    virtual ~Explorer() = default;
    Explorer(const Explorer&) = delete;
    Explorer& operator=(const Explorer&) = delete;

    /// Goes to the beginning of the first execution. @return false: there is none
    /// @throw UnitMismatch
    virtual bool begin() { return true; }
    /// Goes on to the end of an execution.
    virtual Ending explore() = 0;
    /// Goes back to the point where the next execution begins. @return false: there is no next execution
    virtual bool go_to_next() = 0;

    /// Can a part of this search be left to others?
    virtual bool can_be_divided() const { return false; }
    /// The part that is left, in the order of the search. @param with_current the present execution too
    virtual std::vector<Unit> rest(bool /*with_current*/) const { return {}; }

    /// See SearchResult::done.
    virtual std::vector<Done> done(bool /*with_current*/) const { return {}; }

    /// Fills in what it expects of the search.
    virtual void add_to(Progress& /*progress*/) const {}
    /// Fills in what it knows besides the number of executions.
    virtual void add_to(SearchResult& result) const = 0;
};

}  // namespace model::native
