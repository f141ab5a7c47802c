// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// From a program that fails to a smaller one that fails in the same way.

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// What is left of a program without one of its CPUs, operations, NMIs, or with two of its locks made one;
/// all of them `canonical`, none twice, the smallest first. A hold also becomes shorter, irqsave and raw go.
std::vector<scenarios::SmallProgram> smaller_programs(const scenarios::SmallProgram& program);

/// Which of these, the smallest first, still fails in that way; nullopt: none does.
using FirstFailing =
    std::function<std::optional<std::size_t>(const std::vector<scenarios::SmallProgram>& programs)>;

/// Until nothing can be taken away any more. What remains need not be the smallest that there is.
scenarios::SmallProgram shrink(scenarios::SmallProgram program, const FirstFailing& first_failing);

}  // namespace tools
