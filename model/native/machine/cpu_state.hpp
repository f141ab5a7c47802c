// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The state of a CPU between two steps: its next step, what the memory model knows of the CPU, and what it
/// did before.

#include <array>
#include <bitset>
#include <cstddef>

#include "model/interrupts.hpp"
#include "model/native/graph/data.hpp"
#include "model/native/machine/next_step.hpp"

namespace model::native {

/// A step in a CPU's program order, for the record of the execution. A CPU's records form a list, the latest
/// first.
struct Record {
    const Record* previous;
    /// The event of the step. For a read of a CPU's own location it is the write that was found; for a note
    /// it is nullptr.
    const GraphEvent* event;
    AccessInfo info;
    Nanoseconds time;
    std::uint32_t epoch;
    LocationId location;
    std::uint32_t note;
    std::uint32_t subject;
    std::uint32_t detail;
    Operation operation;
    ContextKind context;
    bool ahead;
};
static_assert(sizeof(Record) <= 64, "many are made: a cache line each");

/// A call that a context has made again and again. The entries form a list, the latest first. An older entry
/// of the same call is out of date.
struct Retry {
    Source source;
    std::uint32_t rounds;  ///< how often it failed in a row; 0: the latest call succeeded
    std::uint32_t events;  ///< number of the CPU's events when it failed
    const Retry* previous;
    const Retry* worst;  ///< among the calls of the context, the one that has failed most
};

/// CPU-local variables of a CPU.
inline constexpr unsigned max_cells = 4;

/// The state of a program before a read that it had made earlier, and since which it had only read: it may
/// be in a loop that waits. The points form a list, the latest first.
struct LoopPoint {
    LocationId location;
    std::uint32_t event_count;  ///< number of the CPU's events in the graph
    // If these are unchanged, the program has changed nothing outside its stack.
    std::uint32_t visible_count;
    const PlainAccess* plain;
    const Poison* poison;
    const Retry* retry;
    InterruptState interrupts;
    std::array<std::uint64_t, max_cells> cells;
    const std::byte* stack;
    std::size_t stack_size;
    const LoopPoint* previous;
};

/// The latest access of a CPU at the time of a step that is part of the skeleton.
struct Anchor {
    Tick tick = 0;
    bool is_event = false;  ///< the access is the event of that tick, not a later access that is no event
    std::uint32_t epoch = 0;

    friend bool operator==(const Anchor&, const Anchor&) = default;
};

/// A change of the anchor. The marks form a list, the latest first.
struct Mark {
    Anchor anchor;
    const Mark* previous = nullptr;
    const GraphEvent* behind = nullptr;  ///< the latest event at that time
    std::uint32_t number = 0;            ///< its number in the list, from 1
};

struct CpuState {
    NextStep next;
    const Retry* retry = nullptr;  ///< of the context that runs
    const LoopPoint* loop = nullptr;
    std::uint32_t spins_since = 0;  ///< of a step that spins: the first event of the round
    VectorClock happens_before;
    VectorClock acquirable;  ///< gained by relaxed reads: an acquire fence adds it to happens_before
    VectorClock prefix;
    VectorClock release_fence;  ///< the events that its last release fence releases
    Nanoseconds time = 0;
    std::uint32_t epoch = 0;
    Tick tick = 0;
    bool ahead = false;  ///< of the clock: time has passed for a slow CPU
    bool failed_assertion = false;
    bool gave_up = false;
    SiteId site = 0;
    InterruptState interrupts;
    std::uint32_t check_epoch = 0;     ///< the last epoch in which a wait returned at its poll time
    LocationId checked_location = 0;   ///< the location of that wait
    Nanoseconds checked_deadline = 0;  ///< the deadline of that wait
    std::array<std::uint64_t, max_cells> cells{};
    const PlainAccess* plain = nullptr;
    const Poison* poison = nullptr;
    bool read_poison = false;  ///< of a location that no other CPU writes
    bool has_gained = false;   ///< may `gained` contain something that `happens_before` does not?
    const Record* record = nullptr;
    std::uint32_t record_count = 0;
    std::uint32_t interruptions = 0;     ///< see RecordSize
    std::uint32_t visible_count = 0;     ///< number of records that are part of the skeleton
    Anchor anchor;                       ///< the latest access
    const GraphEvent* latest = nullptr;  ///< the latest event
    const Mark* mark = nullptr;
    std::uint64_t marks = 0;            ///< a hash of the marks' places among these records
    Hash skeleton;                      ///< see FinishedExecution::skeleton
    std::uint16_t observed_writes = 0;  ///< number of observed writes that the skeleton contains
    bool observed_last = false;         ///< the last access was an observed write
    std::bitset<max_sites> reached;     ///< see CpuRecord; kept if the configuration asks for it
    /// The events that happen before the CPU's accesses whose addresses depend on loads, and before these
    /// loads. They do not happen before the CPU's other accesses. But a release of the CPU passes them on.
    VectorClock gained;

    void make_release_fence() {
        release_fence = happens_before;
        if (has_gained) release_fence.join(gained);
    }
    /// @param now the CPU's `happens_before`
    void gain(const VectorClock& clock, const VectorClock& now) {
        VectorClock all = gained;
        all.join(clock);
        gained = all;
        has_gained = !all.is_within(now);
    }
};

}  // namespace model::native
