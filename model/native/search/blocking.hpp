// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The conditions under which a wait blocks.

#include "model/native/graph/graph.hpp"
#include "model/native/machine/next_step.hpp"

namespace model::native {

/// Would a wait that reads this write go on? It does if the write satisfies it, or was made at or after the
/// wait's poll time.
inline bool lets_go(const LocationState& location, const NextStep& wait, const GraphEvent* write) {
    return wait.condition(location.value_of(write)) || (write != nullptr && write->time >= wait.poll);
}

/// Like the function above, for the latest write.
inline bool lets_go(const LocationState& location, const NextStep& wait) {
    return lets_go(location, wait, location.latest());
}

/// Does the CPU wait since the last clock jump?
inline bool is_blocked(const Graph& graph, unsigned cpu) {
    const std::vector<GraphEvent*>& events = graph.events(cpu);
    return !events.empty() && events.back()->blocked &&
           (graph.frozen_stamp() == 0 || events.back()->stamp > graph.frozen_stamp());
}

}  // namespace model::native
