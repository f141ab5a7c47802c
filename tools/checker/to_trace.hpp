// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Converts the machine's record into the canonical trace.

#include "model/execution.hpp"
#include "tools/checker/names.hpp"
#include "tools/protocol/trace.hpp"

namespace tools {

/// Fills in steps, ends and race. The order of steps is that of `model::put_in_order`.
void add_steps(ExecutionTrace& trace, model::Execution execution, const Names& names);

}  // namespace tools
