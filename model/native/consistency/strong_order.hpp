// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order of a graph's accesses in the models that are stronger than C++'s. It contains reads-from,
/// coherence, and the order from a read to the stores after the one that it reads. `sc` adds all of program
/// order. `tso` adds program order except from a store to a later load, unless an update, a seq_cst store or
/// a seq_cst fence stands between the two. In `tso` a load's reads-from is left out if the load reads its
/// own CPU's store.

#include "model/configuration.hpp"
#include "model/native/graph/data.hpp"
#include "model/native/graph/graph.hpp"

namespace model::native {

/// The edges of that order.
class StrongOrder {
  public:
    /// @pre `memory_model` is not rc11
    StrongOrder(const Graph& graph, MemoryModel memory_model) : graph_(graph), memory_model_(memory_model) {}

    /// Is the event no access? A choice is none, nor is the read of a wait that goes on: it has not read
    /// yet.
    static bool is_ignored(const GraphEvent& event) {
        return event.kind == EventKind::choice || event.blocked;
    }

    /// Is an access of this kind ordered before all later events in program order? If not, it is ordered
    /// only before the later stores.
    bool orders_all(const GraphEvent& event) const {
        if (memory_model_ == MemoryModel::sc || !event.is_write()) return true;
        return event.exclusive || event.order == std::memory_order_seq_cst;
    }
    bool orders_all(const PlainAccess& access) const {
        return memory_model_ == MemoryModel::sc || !access.is_write;
    }

    /// Calls `visit` with the events that come directly after this one. All other events after this one come
    /// after one of those.
    /// @return false as soon as `visit` returns false
    template <class F>
    bool for_each_behind(const GraphEvent& event, const F& visit) const {
        return in_program_order(event.cpu, event.index + std::size_t{1}, orders_all(event), visit) &&
               by_communication(event, visit);
    }
    /// Like the function above, for an access to plain data, which does not communicate.
    template <class F>
    bool for_each_behind(const PlainAccess& access, unsigned cpu, const F& visit) const {
        const std::vector<GraphEvent*>& events = graph_.events(cpu);
        std::size_t next = events.size();
        while (next != 0 && events[next - 1]->tick > access.tick) --next;
        return in_program_order(cpu, next, orders_all(access), visit);
    }

  private:
    static bool is_full_fence(const GraphEvent& event) {
        return event.kind == EventKind::fence || event.exclusive;
    }

    template <class F>
    bool in_program_order(unsigned cpu, std::size_t next, bool orders_all, const F& visit) const {
        const std::vector<GraphEvent*>& events = graph_.events(cpu);
        bool seen_read = false;
        bool seen_write = false;
        for (; next < events.size() && !(seen_read && seen_write); ++next) {
            const GraphEvent& later = *events[next];
            if (is_ignored(later)) continue;
            const bool fence = is_full_fence(later);
            const bool ordered = orders_all || later.is_write() || fence;
            if (ordered && !visit(later)) return false;
            if (ordered && fence) break;
            seen_read |= later.is_read() && ordered;
            seen_write |= later.is_write();
        }
        return true;
    }

    template <class F>
    bool by_communication(const GraphEvent& event, const F& visit) const {
        if (!event.is_access()) return true;
        const LocationState& location = graph_.location(event.location);
        const std::uint32_t place = position_of(event.is_write() ? &event : event.reads_from);
        if (place < location.coherence.size()) {
            const GraphEvent& overwriting = *location.coherence[place];
            if (!(overwriting.read == &event) && !visit(overwriting)) return false;
            if (overwriting.read == &event && place + 1 < location.coherence.size() &&
                !visit(*location.coherence[place + 1])) {
                return false;
            }
        }
        if (!event.is_write()) return true;
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            if (cpu == event.cpu && memory_model_ == MemoryModel::tso) continue;
            const GraphEvent* access = location.accesses[cpu];
            for (; access != nullptr; access = access->previous_here) {
                if (access->is_read() && !access->blocked && access->reads_from == &event &&
                    !visit(*access)) {
                    return false;
                }
            }
        }
        return true;
    }

    const Graph& graph_;
    MemoryModel memory_model_;
};

}  // namespace model::native
