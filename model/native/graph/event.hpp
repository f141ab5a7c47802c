// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// An event of an execution graph.

#include "model/access.hpp"
#include "model/native/graph/vector_clock.hpp"

namespace model::native {

enum class EventKind : std::uint8_t { read, write, fence, choice };

/// Events do not change once they are in a graph, except for a write's place in coherence. A revisited read
/// is a new event in the place of the old one.
struct GraphEvent {
    EventKind kind = EventKind::choice;
    std::uint8_t cpu = 0;
    bool exclusive = false;      ///< half of an atomic update: the write directly follows its read in program
                                 ///< order, and the store that was read in coherence
    bool is_wait = false;        ///< the read of a wait, which may have looked earlier
    bool blocked = false;        ///< the read of a wait that goes on
    bool observed = false;       ///< a write that is part of skeletons
    bool slow = false;           ///< a choice that lets a CPU's time pass
    bool ahead = false;          ///< its CPU's time is ahead of the clock
    bool releases_more = false;  ///< of a write: it may release more than the events that happen before it
    Order order = std::memory_order_relaxed;
    Tick tick = 0;            ///< place in program order, which also counts steps that are no events
    Dependency address{};     ///< the load on which its address depends
    std::uint32_t index = 0;  ///< among the events of its CPU
    std::uint32_t stamp = 0;  ///< larger than the stamps of events that were added earlier
    std::uint32_t epoch = 0;  ///< number of clock jumps before it
    LocationId location = 0;
    std::uint32_t coherence = 0;  ///< of a write: its place among the location's writes, from 1
    Nanoseconds time = 0;         ///< of its CPU; a read is not earlier than the store it reads
    std::uint64_t value = 0;      ///< read, written or chosen

    const GraphEvent* reads_from = nullptr;  ///< of a read; nullptr: the initial value
    const GraphEvent* read = nullptr;        ///< of an exclusive write: its read
    const GraphEvent* revisited = nullptr;   ///< of a write: the read that it was added to revisit
    GraphEvent* previous_here = nullptr;     ///< the preceding access of the same CPU to the same location

    VectorClock known;           ///< of a read: the events before it without those that it gains by reading
    VectorClock happens_before;  ///< the events that happen before it, itself included
    VectorClock acquirable;      ///< the events that a later acquire fence would add
    VectorClock prefix;          ///< its prefix in program order and reads-from, itself included
    VectorClock released;        ///< of a write: the events that an acquire read of it gains

    // These are made when they are asked for.
    mutable VectorClock ordered;                ///< the steps up to and including it: see ordered_skeleton
    mutable std::uint64_t ordered_version = 0;  ///< the Graph::coherence_version for which `ordered` is valid
    mutable std::uint32_t record = 0;  ///< its index in the record of the execution, once there is a record

    bool is_access() const { return kind == EventKind::read || kind == EventKind::write; }
    bool is_read() const { return kind == EventKind::read; }
    bool is_write() const { return kind == EventKind::write; }
    /// Does its CPU go on after it? It does not while it waits, and not between the halves of an update.
    bool is_answer() const { return !blocked && !(is_read() && exclusive); }
};

}  // namespace model::native
