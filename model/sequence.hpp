// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One order of all events of an execution, for showing it.

#include "model/execution.hpp"

namespace model {

/// Fills in `sequence`, in an order that agrees with program order, reads-from, clock jumps and, where these
/// leave it possible, coherence; and `stale`, by that order.
void put_in_order(Execution& execution);

}  // namespace model
