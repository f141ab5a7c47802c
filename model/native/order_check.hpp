// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The models that are stronger than C++'s: all accesses in one order that reads-from and coherence agree
/// with. In `sc` it contains program order. In `tso` it contains program order apart from a store before a
/// load, unless an update, a seq_cst store or a seq_cst fence stands between, and loads that read their own
/// CPU's store are no part of it.

#include "model/machine.hpp"
#include "model/native/graph.hpp"

namespace model::native {

bool order_is_acyclic(const Graph& graph, MemoryModel memory_model);

}  // namespace model::native
