// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order that an access gains if its address depends on a load of order `dependency`. It then happens
/// after everything that an acquire load in that load's place would have brought.

#include "model/native/graph/graph.hpp"
#include "model/native/graph/rules.hpp"

namespace model::native {

/// Does a read of this order order all later accesses?
inline bool is_acquire_read(Order order) {
    return is_acquire(order) || (order == dependency && !Rules::orders_dependent_accesses_only());
}

/// The dependency for accesses through the value of a read: it names the write that was read. It is the same
/// in each round of a loop, so that a program that keeps it can be seen to spin. A read whose own address
/// depends on a load names itself, because its dependents gain by that load too.
inline Dependency dependency_on(const GraphEvent& read) {
    if (read.order != dependency) return {};
    const GraphEvent* const source = read.address ? &read : read.reads_from;
    if (source == nullptr) return {};
    return {static_cast<std::uint16_t>((source->index + 1) * max_cpus + source->cpu)};
}

/// The events that happen before an access by its dependency, beside those before it in program order.
inline const VectorClock& gained_by(const Graph& graph, Dependency address) {
    const GraphEvent& source = *graph.events(address.number % max_cpus)[address.number / max_cpus - 1];
    return source.is_write() ? source.released : source.happens_before;
}

/// A write that releases what its CPU has gained by dependencies need not come after all of that in
/// coherence. A read of this write could then miss a newer write of which it learns by the read itself.
/// Returns true for such a read; no graph may contain it.
inline bool misses_what_it_learns(const Graph& graph, unsigned cpu, Order order, const GraphEvent& write) {
    if (!is_acquire_read(order) && order != dependency) return false;
    return graph.first_readable(write.location, cpu, write.released, nullptr) > write.coherence;
}

/// Adds the events that an access gains to those that happen before it by program order.
inline void add_gained(VectorClock& clock, const Graph& graph, Dependency address) {
    if (address && Rules::has_dependencies()) clock.join(gained_by(graph, address));
}

}  // namespace model::native
