// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A search with the native engine.

#include "model/machine.hpp"
#include "model/native/search/turn_order.hpp"

namespace model::native {

/// Shows the execution graphs of the programs that the strategy explores to the observer, each graph once
/// (except in a random walk).
/// @throw NotDeterministic if a program that is run again does something else
/// @throw UnitMismatch if the unit of a full or bounded search does not exist in this search
/// @throw ReplayMismatch if the decisions of a replay do not fit
/// @throw any exception that a program throws
SearchResult search(const Configuration& configuration, const Programs& programs, const Strategy& strategy,
                    const SearchLimits& limits, Observer& observer, WaitOrder wait_order = WaitOrder::last);

}  // namespace model::native
