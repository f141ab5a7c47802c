// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Trace points. Programs may be attached to each. They run nested in the attempt, and may take locks.
///
/// As in the kernel, a guard keeps a program from being entered again on a CPU on which it runs, also in NMIs
/// that interrupt it. The guard is the CPU's, or the program's own (`TraceGuard`).

#include <array>
#include <atomic>
#include <cstdint>

#include "lock/hardware/cpu.hpp"
#include "lock/result.hpp"

namespace rqspinlock::hardware {

/// The guard that a program must find free and holds while it runs: a bit of `ThisCpu::trace_guards`.
enum class TraceGuard : std::uint8_t {
    cpu,      ///< one for all programs of this kind, as for the kernel's tracepoint programs
    program,  ///< one for each program, as for the kernel's raw tracepoint programs
};

/// @tparam Arguments the values that the trace point passes to its programs
template <class... Arguments>
class TracePoint {
  public:
    static constexpr unsigned most_programs = 8;

    struct Program {
        void (*run)(const void* argument, Arguments...) = nullptr;
        const void* argument = nullptr;
    };

    /// @param first_guard the number of its first program's guard; the guards of the other programs follow
    constexpr explicit TracePoint(unsigned first_guard) : first_guard_(first_guard) {}

    /// Attaches another program, which runs after the earlier ones. Only one thread at a time may attach.
    /// @return false: `most_programs` are attached
    bool attach(Program program, TraceGuard guard = TraceGuard::cpu) {
        const unsigned number = count_.load(relaxed);
        if (number == most_programs) return false;
        slots_[number] = {program, guard == TraceGuard::cpu ? 1U : 1U << (first_guard_ + number)};
        count_.store(number + 1, release);
        return true;
    }

    /// @pre none of the programs runs
    void detach_all() { count_.store(0, relaxed); }

    /// The lock calls this when it reaches the trace point.
    [[gnu::always_inline]] void reach(Arguments... arguments) const {
        const unsigned count = count_.load(acquire);
        if (count != 0) run(count, arguments...);
    }

  private:
    struct Slot {
        Program program;
        std::uint32_t guard = 0;
    };

    void run(unsigned count, Arguments... arguments) const {
        for (unsigned number = 0; number < count; ++number) {
            const Slot& slot = slots_[number];
            const std::uint32_t held = this_thread.trace_guards.load(relaxed);
            if ((held & slot.guard) != 0) continue;
            this_thread.trace_guards.store(held | slot.guard, relaxed);
            std::atomic_signal_fence(full_barrier);
            slot.program.run(slot.program.argument, arguments...);
            std::atomic_signal_fence(full_barrier);
            this_thread.trace_guards.store(held, relaxed);
        }
    }

    unsigned first_guard_;
    std::atomic<unsigned> count_{0};
    std::array<Slot, most_programs> slots_{};
};

/// The trace points of the process. The guard with number 0 is the CPU's.
struct TracePoints {
    using Begin = TracePoint<const void*>;
    using End = TracePoint<const void*, Result>;

    Begin contention_begin{1};
    End contention_end{1 + Begin::most_programs};

    void detach_all() {
        contention_begin.detach_all();
        contention_end.detach_all();
    }
};

inline constinit TracePoints trace_points{};

}  // namespace rqspinlock::hardware
