// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A finished execution as the judge reads it: program order per CPU, reads-from, coherence, clock jumps.
/// Nothing here says in which order an engine ran the CPUs.

#include <cstdint>
#include <string_view>
#include <vector>

#include "lock/constants.hpp"
#include "lock/judge/classes.hpp"
#include "lock/phases.hpp"

namespace rqspinlock::judge {

/// A step, named by its CPU and its index in that CPU's program order.
struct StepRef {
    static constexpr std::uint32_t none = ~0U;

    std::uint32_t cpu = none;
    std::uint32_t index = 0;

    explicit operator bool() const { return cpu != none; }
    friend bool operator==(const StepRef&, const StepRef&) = default;
};

enum class StepKind : std::uint8_t {
    access,      ///< a memory access; the fields below say what it read and wrote
    phase,       ///< an announcement of the lock
    enter,       ///< an interrupt or a trace program begins: the steps up to `leave` are nested
    leave,       ///< the nested context ends
    hold_begin,  ///< the CPU stays in a critical section for a while of virtual time
    hold_end,
};

/// The kinds of contexts that run nested in another context of their CPU.
enum class Nested : std::uint8_t { softirq, hardirq, nmi, trace };

constexpr std::string_view name(Nested nested) {
    constexpr std::string_view names[] = {"softirq", "hardirq", "nmi", "trace"};
    return names[static_cast<unsigned>(nested)];
}

struct Step {
    static constexpr std::uint32_t no_lock = ~0U;

    StepKind kind = StepKind::access;
    std::uint32_t epoch = 0;  ///< number of clock jumps before it
    Nanoseconds time = 0;
    bool ahead = false;  ///< of the clock: time has passed for a slow CPU, or a CPU that it told, while
                         ///< others could move

    // access
    std::uint32_t location = 0;
    StepRef reads_from{};          ///< the write that was read; none: the initial value, or no read
    std::uint32_t coherence = 0;   ///< of a write: its position in the location's coherence, from 1; else 0
    std::uint32_t lock = no_lock;  ///< the lock whose word this is; of a phase: the lock it is about
    std::uint32_t before = 0;      ///< of a write to a lock word: the word before it in coherence
    std::uint32_t after = 0;       ///< the word after it

    Nested nested = Nested::nmi;  ///< of `enter`

    // phase
    Phase phase = Phase::attempt;
    PhaseDetail detail{};
};

/// How a CPU ended.
enum class CpuEnd : std::uint8_t {
    finished,
    blocked,    ///< in a wait that will never end
    abandoned,  ///< the engine broke the execution off
};

struct Execution {
    std::vector<std::vector<Step>> cpus;
    std::vector<CpuEnd> ends;

    // The state at the end, read when all CPUs are done.
    std::vector<std::uint32_t> words;        ///< per lock
    std::vector<std::uint32_t> held_counts;  ///< per CPU
    std::vector<std::uint32_t> node_counts;  ///< per CPU

    /// Failures that the engine saw by itself: races, uninitialised reads, broken assertions.
    Failures seen_by_engine;
};

}  // namespace rqspinlock::judge
