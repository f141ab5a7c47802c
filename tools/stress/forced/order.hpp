// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order in which the steps of a trace are forced.

#include <vector>

#include "tools/stress/forced/step.hpp"

namespace tools::stress::forced {

/// An order in which each read finds the value that it has in the trace, if there is one. If no order
/// explains the execution, the steps stay as they are. The order of the trace itself may have stale reads
/// without need, because in long executions the best order is not searched for.
std::vector<Step> in_forced_order(std::vector<Step> steps);

}  // namespace tools::stress::forced
