// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes a program that fails smaller, as long as it fails in the same way.

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// The programs without one of the CPUs, operations or interrupts, with two locks made one, with shorter
/// holds, without irqsave, or without raw trace programs and those for one lock only. All of them are
/// `canonical`. None is there twice, and the smallest comes first.
std::vector<scenarios::SmallProgram> smaller_programs(const scenarios::SmallProgram& program);

/// The place of the first program that still fails in the same way; nullopt: none does. The smallest program
/// is the first.
using FirstFailing =
    std::function<std::optional<std::size_t>(const std::vector<scenarios::SmallProgram>& programs)>;

/// Takes parts away until nothing more can be taken away. The result need not be the smallest program that
/// fails in this way.
scenarios::SmallProgram shrink(scenarios::SmallProgram program, const FirstFailing& first_failing);

}  // namespace tools
