// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The place where the results of units survive this process.

#include <functional>

#include "tools/protocol/report.hpp"

namespace tools {

/// Keeps the units of one search. Other processes may explore units of the same search at the same time.
class SearchStore {
  public:
    virtual ~SearchStore() = default;

    /// Calls `add` for each kept unit that was not seen before.
    virtual void load(const std::function<void(const model::Unit&, Report)>& add) = 0;
    /// @return false: another process explores the unit
    virtual bool reserve(const model::Unit& unit) = 0;
    /// This process still explores the unit.
    virtual void touch(const model::Unit& unit) = 0;
    /// The unit was not explored, so another process may do so.
    virtual void release(const model::Unit& unit) = 0;
    /// Keeps the results. @return false: other results of this unit are kept already, and `load` gives them
    /// @throw NotDone
    virtual bool save(const model::Unit& unit, const Report& report) = 0;
};

}  // namespace tools
