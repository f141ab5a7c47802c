// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order of a finished graph, as far as the contents of skeletons can tell: see
/// FinishedExecution::ordered_skeleton.

#include <optional>

#include "model/native/machine/program_runner.hpp"

namespace model::native {

/// @param skeleton the skeleton of the finished graph
/// @return nullopt if program order, reads-from, coherence and clock jumps make a cycle
std::optional<Hash> ordered_skeleton(const ProgramRunner& runner, Hash skeleton);

}  // namespace model::native
