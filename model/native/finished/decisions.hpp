// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The decisions of a graph, in an order in which they can be taken one after the other without revisits.

#include "model/decision.hpp"
#include "model/native/graph/graph.hpp"

namespace model::native {

/// Events are named by their index among the events of their CPU; waits that went on have none.
Decisions decisions_of(const Graph& graph);

}  // namespace model::native
