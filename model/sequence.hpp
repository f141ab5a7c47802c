// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One order of all events of an execution, for display.

#include "model/execution.hpp"

namespace model {

/// Fills in `sequence`, in an order that agrees with program order, reads-from and clock jumps, and fills in
/// `stale` by that order. Of all such orders it is one with the fewest writes against coherence, then the
/// fewest stale reads, then the fewest switches from CPU to CPU. If there are more than `order_effort`
/// states to look at, it is the order in which each CPU runs as far as it can.
void put_in_order(Execution& execution);

inline constexpr std::size_t order_effort = 2'000'000;

/// The number of switches from CPU to CPU if each CPU runs as far as it can. This is quick to compute, and
/// close to the fewest switches.
std::size_t few_switches(const Execution& execution);

}  // namespace model
