// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The record of one execution: events per CPU in program order, with reads-from, coherence, virtual time.
/// The machine does not know the lock: sites, locations and notes are numbers to it.

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "model/allocator.hpp"

namespace model {

using Nanoseconds = std::uint64_t;
using SiteId = std::uint8_t;
using LocationId = std::uint32_t;

inline constexpr unsigned max_cpus = 8;
inline constexpr unsigned max_sites = 256;

/// An event, named by its CPU and its index in that CPU's program order.
struct EventId {
    static constexpr std::uint32_t none = ~0U;

    std::uint32_t cpu = none;
    std::uint32_t index = 0;

    explicit operator bool() const { return cpu != none; }
    friend bool operator==(const EventId&, const EventId&) = default;
};

enum class Operation : std::uint8_t {
    read,
    write,
    update,  ///< a read and a write in one step
    fence,
    plain_read,  ///< of data that must be free of races
    plain_write,
    note,   ///< the program announces something; no memory access
    enter,  ///< an interrupt or a trace program begins
    leave,  ///< the interrupt or the trace program ends
    hold_begin,
    hold_end,
    slow,  ///< time passes for a waiting CPU, although others could move
    choice,
};

/// The kinds of contexts of a CPU: its task, or the handler of an interrupt. A higher kind interrupts a
/// lower one. A program at a trace point runs in the context that reaches the point.
enum class ContextKind : std::uint8_t { task, softirq, hardirq, nmi, trace };

constexpr const char* context_name(ContextKind kind) {
    constexpr const char* names[] = {"task", "softirq", "hardirq", "nmi", "trace"};
    return names[static_cast<unsigned>(kind)];
}

struct Event {
    Operation operation = Operation::note;
    ContextKind context = ContextKind::task;
    SiteId site = 0;
    std::uint8_t order = 0;  ///< the `std::memory_order` in effect: a weakened site shows the weaker order
    std::uint8_t bytes = 0;  ///< of an access: the bytes of the location that it accesses, as bits; 0: all
    bool is_plain = false;   ///< of an access to a location: an ordinary one of the language, not marked

    LocationId location = 0;
    std::uint64_t read = 0;       ///< value read
    std::uint64_t written = 0;    ///< value written; of a choice: the value chosen
    EventId reads_from{};         ///< none: the initial value
    bool stale = false;           ///< it read a store although a newer store existed
    std::uint32_t coherence = 0;  ///< of a write: its place in the location's coherence, from 1
    /// Of an access through a loaded value: the index of that load, which has the order `dependency`, among
    /// the events of its CPU.
    std::uint32_t address_from = EventId::none;

    std::uint32_t epoch = 0;  ///< number of clock jumps before it
    Nanoseconds time = 0;
    bool ahead = false;  ///< of the clock: this is the CPU's own time, and others could still move

    /// Does an interrupt begin here? A trace point is a step of the CPU itself.
    bool is_interrupt() const { return operation == Operation::enter && context != ContextKind::trace; }

    /// The program defines the meaning of a note.
    std::uint32_t note = 0;
    std::uint32_t subject = 0;
    std::uint32_t detail = 0;

    const char* file = nullptr;
    std::uint32_t line = 0;

    /// The place in the order in which this engine happened to run the CPUs. It is for display only, never
    /// for judging.
    std::uint32_t sequence = 0;
};

/// How a CPU ended.
enum class CpuEnd : std::uint8_t { finished, blocked, abandoned, retries };

/// The failures that the machine itself saw.
struct MachineFailures {
    bool stuck = false;          ///< no CPU will ever move
    bool livelock = false;       ///< a context goes on without end, and no other CPU can help
    bool race = false;           ///< two accesses to plain data that the memory model does not order
    bool uninitialised = false;  ///< a read of something never written, or poisoned
    bool assertion = false;      ///< a broken rule of the machine
};

/// A hash of the record without `sequence`: executions that are the same graph have the same hash.
struct Hash {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const Hash&, const Hash&) = default;
};

struct CpuRecord {
    std::vector<Event, MallocAllocator<Event>> events;
    CpuEnd end = CpuEnd::abandoned;
    /// The place where the CPU waits, if it is blocked for ever.
    SiteId blocked_at = 0;
    LocationId blocked_on = 0;
    const char* blocked_file = nullptr;  ///< the line of the wait
    std::uint32_t blocked_line = 0;
    /// If the CPU retries for ever: the call that it makes again and again, how often the call has failed,
    /// and the kind of context that makes it.
    const char* retried_file = nullptr;
    std::uint32_t retried_line = 0;
    std::uint32_t rounds = 0;
    ContextKind retrying = ContextKind::task;
    Hash hash;
    /// The sites that it has reached, with and without an access; see `Configuration::keep_sites`.
    std::bitset<max_sites> reached;
};

/// Two accesses to the same plain data without order between them.
struct Race {
    EventId first;
    EventId second;
};
using Races = std::vector<Race, MallocAllocator<Race>>;

/// The sites that executions have reached.
struct Reached {
    std::bitset<max_sites> sites;
    // Sites at which an interrupt of this kind arrived.
    std::bitset<max_sites> nmi;
    std::bitset<max_sites> hardirq;
    std::bitset<max_sites> softirq;

    std::bitset<max_sites>& by(ContextKind interrupt) {
        if (interrupt == ContextKind::nmi) return nmi;
        return interrupt == ContextKind::hardirq ? hardirq : softirq;
    }
};

/// The amount of reading in an execution.
struct RecordSize {
    std::uint64_t interruptions = 0;  ///< interrupts that arrived, and waits of slow CPUs
    std::uint64_t events = 0;
};

struct Execution {
    unsigned cpus = 0;
    std::array<CpuRecord, max_cpus> cpu;
    MachineFailures failures;
    /// All races, if the engine knows them.
    Races races;

    bool complete() const;
    /// @pre made with `Configuration::keep_sites`
    void add_to(Reached& reached) const;
    Hash hash() const;
    RecordSize size() const;
};

}  // namespace model
