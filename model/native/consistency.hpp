// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a memory model forbids beyond coherence and atomicity, which the explorer keeps by construction.

#include "model/machine.hpp"
#include "model/native/graph.hpp"

namespace model::native {

/// Is the graph consistent, if it was before `added`?
bool consistent(const Graph& graph, MemoryModel memory_model, const Event* added);

}  // namespace model::native
