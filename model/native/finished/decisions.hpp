// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The decisions of a graph, in an order in which they can be taken without revisits.

#include "model/decision.hpp"
#include "model/native/graph/graph.hpp"

namespace model::native {

/// Decisions name an event by its index among the events of its CPU. Waits that went on have no decision.
Decisions decisions_of(const Graph& graph);

}  // namespace model::native
