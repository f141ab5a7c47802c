// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs that are the same but for the names of their locks and the order of their CPUs.
///
/// That is a symmetry of the programs. Of the lock it is one but for the ABBA check, which looks at the
/// CPUs in the order of their numbers and may stop at one before it has reached the one that matters.

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// Without parts that have no operations: CPUs, trace programs, and numbers of interrupts of a kind that no
/// CPU takes.
scenarios::SmallProgram tidied(scenarios::SmallProgram program);

/// One program of all that are the same: CPUs that take NMIs come first, locks are named A, B... as they
/// come, and no such order of the CPUs has a smaller text.
scenarios::SmallProgram canonical(const scenarios::SmallProgram& program);

}  // namespace tools
