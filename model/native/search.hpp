// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A search with the native engine.

#include "model/machine.hpp"
#include "model/native/search/turn_order.hpp"

namespace model::native {

/// Shows execution graphs of the programs to the observer, those that the strategy explores, each once (but
/// for a random walk).
/// @throw NotDeterministic if a program that is run again does something else
/// @throw ReplayMismatch if the decisions of a replay do not fit
/// @throw what a program throws
SearchResult search(const Configuration& configuration, const Programs& programs, const Strategy& strategy,
                    const SearchLimits& limits, Observer& observer, WaitOrder wait_order = WaitOrder::last);

}  // namespace model::native
