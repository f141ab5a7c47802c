// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/consistency/consistency.hpp"

#include "model/native/consistency/order_check.hpp"
#include "model/native/consistency/seq_cst.hpp"

namespace model::native {

bool consistent_at_length(const Graph& graph, MemoryModel memory_model, const GraphEvent* added) {
    switch (memory_model) {
        case MemoryModel::rc11:
            return seq_cst_is_acyclic(graph);
        case MemoryModel::tso:
        case MemoryModel::sc:
            // No event comes after an event that was added last and maximally.
            if (added->is_write() && added->revisited == nullptr &&
                added == graph.location(added->location).latest()) {
                return true;
            }
            return order_is_acyclic(graph, memory_model);
    }
    return true;
}

}  // namespace model::native
