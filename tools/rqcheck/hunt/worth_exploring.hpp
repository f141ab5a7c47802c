// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which small programs a hunt explores.

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// Is there anything to find that a smaller program has not? No: a CPU that shares no lock with the others, a
/// lock that is taken once, no lock but at trace points, a hold at a task's end, two holds in a row, an
/// irqsave without hardirqs and softirqs.
bool is_worth_exploring(const scenarios::SmallProgram& program);

}  // namespace tools
