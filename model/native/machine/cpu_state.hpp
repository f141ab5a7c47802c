// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The state of a CPU between two steps: what it does next, what the memory model knows of it, and how it got
/// there.

#include <array>
#include <bitset>
#include <cstddef>

#include "model/interrupts.hpp"
#include "model/native/graph/data.hpp"
#include "model/native/machine/next_step.hpp"

namespace model::native {

/// What happened in a CPU's program order, for the record of the execution. They form a list, the latest
/// first.
struct Record {
    const Record* previous;
    /// What it was: an event; of the read of a CPU's own location, the write that it found; of a note,
    /// nothing.
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

/// A call that a context has made again and again. They form a list, the latest first; an older entry of the
/// same call is out of date.
struct Retry {
    Source source;
    std::uint32_t rounds;  ///< failed in a row; 0: the latest one succeeded
    std::uint32_t events;  ///< of the CPU when it failed
    const Retry* previous;
    const Retry* worst;  ///< of the calls of the context: the one that has failed most
};

/// CPU-local variables of a CPU.
inline constexpr unsigned max_cells = 4;

/// Where a program stood before a read that it had made before, and had only read since: it may be in a loop
/// that waits. They form a list, the latest first.
struct LoopPoint {
    LocationId location;
    std::uint32_t event_count;  ///< of the CPU's, in the graph
    // What the program has changed, apart from its stack, is what it was as long as these are.
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

/// Where a CPU stood when it did something that skeletons tell of: behind which access.
struct Anchor {
    Tick tick = 0;
    bool is_event = false;  ///< the access is the event of that tick, and not one behind it that is no event
    std::uint32_t epoch = 0;

    friend bool operator==(const Anchor&, const Anchor&) = default;
};

/// A change of the anchor. They form a list, the latest first.
struct Mark {
    Anchor anchor;
    const Mark* previous = nullptr;
    const GraphEvent* behind = nullptr;  ///< the latest event
    std::uint32_t number = 0;            ///< in the list, from 1
};

struct CpuState {
    NextStep next;
    const Retry* retry = nullptr;  ///< of the context that runs
    const LoopPoint* loop = nullptr;
    std::uint32_t spins_since = 0;  ///< of a step that spins: the first event of the round
    VectorClock happens_before;
    VectorClock acquirable;  ///< read relaxed: an acquire fence adds it to happens_before
    VectorClock prefix;
    VectorClock release_fence;  ///< what its last release fence releases
    Nanoseconds time = 0;
    std::uint32_t epoch = 0;
    Tick tick = 0;
    bool ahead = false;  ///< of the clock: time has passed for a slow CPU
    bool failed_assertion = false;
    bool gave_up = false;
    SiteId site = 0;
    InterruptState interrupts;
    std::uint32_t check_epoch = 0;     ///< the last epoch in which a wait returned at its poll time
    LocationId checked_location = 0;   ///< of that wait
    Nanoseconds checked_deadline = 0;  ///< likewise
    std::array<std::uint64_t, max_cells> cells{};
    const PlainAccess* plain = nullptr;
    const Poison* poison = nullptr;
    bool read_poison = false;  ///< of a location that no other CPU writes
    bool has_gained = false;   ///< may there be something in `gained` that is not in `happens_before`?
    const Record* record = nullptr;
    std::uint32_t record_count = 0;
    std::uint32_t interruptions = 0;     ///< see RecordSize
    std::uint32_t visible_count = 0;     ///< how many records the skeleton tells of
    Anchor anchor;                       ///< the latest access
    const GraphEvent* latest = nullptr;  ///< the latest event
    const Mark* mark = nullptr;
    std::uint64_t marks = 0;            ///< a hash of where they are among what skeletons tell of
    Hash skeleton;                      ///< see FinishedExecution::skeleton
    std::uint16_t observed_writes = 0;  ///< how many of those are in it
    bool observed_last = false;         ///< the last access was one
    std::bitset<max_sites> reached;     ///< see CpuRecord; kept if it is asked for
    /// What happens before its accesses whose addresses depend on loads, and before these loads. Nothing else
    /// of the CPU comes behind it but what the CPU releases from here on.
    VectorClock gained;

    void make_release_fence() {
        release_fence = happens_before;
        if (has_gained) release_fence.join(gained);
    }
    /// @param now `happens_before`
    void gain(const VectorClock& clock, const VectorClock& now) {
        VectorClock all = gained;
        all.join(clock);
        gained = all;
        has_gained = !all.is_within(now);
    }
};

}  // namespace model::native
