// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The state of a CPU between two steps: what it wants to do next, what the memory model knows of it, its
/// stack, and how it came there.

#include <array>
#include <bitset>
#include <cstddef>

#include "model/access.hpp"
#include "model/interrupts.hpp"
#include "model/native/event.hpp"
#include "model/virtual_clock.hpp"

namespace model::native {

/// What a program asks of the engine, and is suspended for.
struct Request {
    enum class Kind : std::uint8_t {
        read,
        write,
        update,            ///< value := (value & keep) | bits
        compare_exchange,  ///< value := desired, if it was expected
        await,
        fence,  ///< seq_cst
        choice,
        hold,
        spin,   ///< a loop of reads that change nothing: until the clock jumps
        pause,  ///< after many rounds of the same failed call: until there is a store that it has not seen
        finished,
    };

    Kind kind = Kind::finished;
    AccessInfo info = nowhere(0);
    LocationId location = 0;
    std::uint64_t first = 0;   ///< value written; bits kept; value expected; number of choices
    std::uint64_t second = 0;  ///< bits set; value desired
    Nanoseconds poll = never;
    Nanoseconds deadline = never;  ///< of a hold: its end
    Condition condition;
    bool interrupt = false;  ///< the choice whether an interrupt arrives
    bool slow = false;       ///< the choice whether the CPU's time passes while it waits

    /// Does it write a location of which it has read `value`?
    bool updates(std::uint64_t value) const {
        return kind == Kind::update || (kind == Kind::compare_exchange && value == first);
    }
    std::uint64_t updated(std::uint64_t value) const {
        return kind == Kind::update ? (value & first) | second : second;
    }
};

/// An access to plain data, for the race check. They form a list, the latest first.
struct PlainAccess {
    LocationId location;
    bool is_write;
    Tick tick;
    VectorClock happens_before;
    std::uint32_t record;  ///< its number among its CPU's records
    const PlainAccess* previous;
};

/// A location was poisoned: what is in it is not to be read. They form a list, the latest first.
struct Poison {
    LocationId location;
    Tick tick;
    const Event* known;  ///< the latest write that the CPU must have known of; nullptr: the initial value
    const Poison* previous;
};

/// What happened in a CPU's program order, for the record of the execution. They form a list, the latest
/// first.
struct Record {
    const Record* previous;
    /// What it was: an event; of the read of a CPU's own location, the write that it found; of a note,
    /// nothing.
    const Event* event;
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
    const Event* behind = nullptr;  ///< the latest event
    std::uint32_t number = 0;       ///< in the list, from 1
};

struct CpuState {
    Request request;
    const Retry* retry = nullptr;  ///< of the context that runs
    const LoopPoint* loop = nullptr;
    std::uint32_t spins_since = 0;  ///< of a request to spin: the first event of the round
    VectorClock happens_before;
    VectorClock acquirable;  ///< read relaxed: an acquire fence adds it to happens_before
    VectorClock prefix;
    VectorClock release_fence;  ///< happens_before at the last release fence
    Nanoseconds time = 0;
    std::uint32_t epoch = 0;
    Tick tick = 0;
    bool ahead = false;  ///< of the clock: time has passed for a slow CPU
    bool failed_assertion = false;
    bool gave_up = false;
    SiteId site = 0;
    InterruptState interrupts;
    std::uint32_t check_epoch = 0;  ///< the last epoch in which a wait returned at its poll time
    std::array<std::uint64_t, max_cells> cells{};
    const PlainAccess* plain = nullptr;
    const Poison* poison = nullptr;
    bool read_poison = false;  ///< of a location that no other CPU writes
    const Record* record = nullptr;
    std::uint32_t record_count = 0;
    std::uint32_t interruptions = 0;  ///< see RecordSize
    std::uint32_t visible_count = 0;  ///< how many records the skeleton tells of
    Anchor anchor;                    ///< the latest access
    const Event* latest = nullptr;    ///< the latest event
    const Mark* mark = nullptr;
    std::uint64_t marks = 0;            ///< a hash of where they are among what skeletons tell of
    Fingerprint skeleton;               ///< see FinishedExecution::skeleton
    std::uint16_t observed_writes = 0;  ///< how many of those are in it
    bool observed_last = false;         ///< the last access was one
    std::bitset<max_sites> reached;     ///< see CpuRecord; kept if it is asked for
};

/// An immutable state of a CPU. Checkpoints form a tree: each knows the one that its CPU was resumed from.
struct Checkpoint {
    const Checkpoint* parent = nullptr;
    std::uint64_t serial = 0;       ///< no two checkpoints of a search have the same
    std::uint32_t event_count = 0;  ///< of the CPU's, in the graph
    CpuState state;
    const std::byte* stack = nullptr;
    std::size_t stack_size = 0;
};

}  // namespace model::native
