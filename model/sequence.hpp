// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One order of all events of an execution, for showing it.

#include "model/execution.hpp"

namespace model {

/// Fills in `sequence`, in an order that agrees with program order, reads-from and clock jumps; and `stale`,
/// by that order. Of all such orders it is one with the fewest writes against coherence, then the fewest
/// stale reads, then the fewest switches from CPU to CPU. Where there are more than `order_effort` states to
/// look at, it is what results from letting each CPU run as far as it can.
void put_in_order(Execution& execution);

inline constexpr std::size_t order_effort = 2'000'000;

/// How many switches from CPU to CPU result from letting each run as far as it can. Quick, and close to the
/// fewest.
std::size_t few_switches(const Execution& execution);

}  // namespace model
