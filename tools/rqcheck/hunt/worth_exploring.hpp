// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The small programs that a hunt explores.

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// Can the program show something that no smaller program shows? It cannot if it has one of these: a CPU that
/// shares no lock with the others, a lock that is taken once, locks at trace points only, a hold at the end
/// of a task, two holds in a row, or an irqsave without hardirqs and softirqs.
bool is_worth_exploring(const scenarios::SmallProgram& program);

}  // namespace tools
