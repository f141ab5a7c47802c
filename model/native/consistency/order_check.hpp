// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The models that are stronger than C++'s: one order of all accesses must exist (`StrongOrder`).

#include "model/configuration.hpp"
#include "model/native/graph/graph.hpp"

namespace model::native {

bool order_is_acyclic(const Graph& graph, MemoryModel memory_model);

}  // namespace model::native
