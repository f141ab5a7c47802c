// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order in which the steps of a trace are forced.

#include <vector>

#include "tools/stress/forced/step.hpp"

namespace tools::stress::forced {

/// An order in which each read finds what it read in the trace, where there is one: of an execution that no
/// order explains the steps stay as they are. The trace's own order may have stale reads without need, as
/// the best one is not searched for in long executions.
std::vector<Step> in_forced_order(std::vector<Step> steps);

}  // namespace tools::stress::forced
