// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What an access gains whose address depends on a load of order `dependency`: what happens before it is then
/// also what an acquire load in its place would have brought.

#include "model/native/graph/graph.hpp"
#include "model/native/graph/rules.hpp"

namespace model::native {

/// Does a read of this order order all that follows it?
inline bool is_acquire_read(Order order) {
    return is_acquire(order) || (order == dependency && !Rules::orders_dependent_accesses_only());
}

/// What accesses through the value of a read depend on: the write that was read. That is the same in each
/// round of a loop, so that a program that keeps it can be seen to spin. A read whose own address depends on
/// a load stands for itself, as it gains by that one too.
inline Dependency dependency_on(const GraphEvent& read) {
    if (read.order != dependency) return {};
    const GraphEvent* const source = read.address ? &read : read.reads_from;
    if (source == nullptr) return {};
    return {static_cast<std::uint16_t>((source->index + 1) * max_cpus + source->cpu)};
}

/// What happens before an access that depends on it, beside what is before it in program order.
inline const VectorClock& gained_by(const Graph& graph, Dependency address) {
    const GraphEvent& source = *graph.events(address.number % max_cpus)[address.number / max_cpus - 1];
    return source.is_write() ? source.released : source.happens_before;
}

/// A write that releases what its CPU has gained by dependencies need not itself come behind all of that in
/// coherence. Has a read of it missed a write that it learns of so? No graph has that.
inline bool misses_what_it_learns(const Graph& graph, unsigned cpu, Order order, const GraphEvent& write) {
    if (!is_acquire_read(order) && order != dependency) return false;
    return graph.first_readable(write.location, cpu, write.released, nullptr) > write.coherence;
}

/// Adds what an access gains to what happens before it by program order.
inline void add_gained(VectorClock& clock, const Graph& graph, Dependency address) {
    if (address && Rules::has_dependencies()) clock.join(gained_by(graph, address));
}

}  // namespace model::native
