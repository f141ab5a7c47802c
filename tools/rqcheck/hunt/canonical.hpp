// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Programs that differ only in the names of their locks and the order of their CPUs.
///
/// Such programs are symmetric. The lock is symmetric too, except for the ABBA check: that check looks at the
/// CPUs in the order of their numbers, and may stop at one before it reaches the one that matters.

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// The program without the parts that have no operations: CPUs, trace programs, and numbers of interrupts of
/// a kind that no CPU takes.
scenarios::SmallProgram tidied(scenarios::SmallProgram program);

/// The program that stands for all programs of this symmetry. Its CPUs that take NMIs come first, its locks
/// are named A, B... in the order in which they occur, and no such order of the CPUs has a smaller text.
scenarios::SmallProgram canonical(const scenarios::SmallProgram& program);

}  // namespace tools
