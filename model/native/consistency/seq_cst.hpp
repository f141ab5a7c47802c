// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// RC11's condition on seq_cst accesses and fences (Lahav, Vafeiadis, Kang, Hur, Dreyer, "Repairing
/// Sequential Consistency in C/C++11", PLDI 2017): the partial order psc has no cycle.

#include "model/native/graph/graph.hpp"

namespace model::native {

bool seq_cst_is_acyclic(const Graph& graph);

}  // namespace model::native
