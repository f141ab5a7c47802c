// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The rules of a memory model beyond coherence and atomicity. The explorer keeps those two by construction.

#include "model/configuration.hpp"
#include "model/native/graph/graph.hpp"

namespace model::native {

/// Does the work of `consistent` where a rule can be violated.
bool consistent_at_length(const Graph& graph, MemoryModel memory_model, const GraphEvent* added);

/// Is the graph consistent, if it was before `added`?
inline bool consistent(const Graph& graph, MemoryModel memory_model, const GraphEvent* added) {
    // Under rc11 only an order among seq_cst events can be violated, and only by at least two of them.
    if (memory_model == MemoryModel::rc11 && graph.seq_cst_events() < 2) return true;
    return consistent_at_length(graph, memory_model, added);
}

}  // namespace model::native
