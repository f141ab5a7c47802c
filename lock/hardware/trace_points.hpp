// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Trace points: programs may be attached to each. They run nested in the attempt, and may take locks.
///
/// As in the kernel a program is kept from being entered again on its CPU while it runs there, in the NMIs
/// that interrupt it too: by its CPU's guard, or by one of its own (`TraceGuard`).

#include <array>
#include <atomic>
#include <cstdint>

#include "lock/hardware/cpu.hpp"
#include "lock/result.hpp"

namespace rqspinlock::hardware {

/// What a program has to find free, and holds while it runs: a bit of `ThisCpu::trace_guards`.
enum class TraceGuard : std::uint8_t {
    cpu,      ///< one for all programs of this kind, as of the kernel's tracepoint programs
    program,  ///< one for each program, as of the kernel's raw tracepoint programs
};

/// @tparam Arguments what the trace point tells
template <class... Arguments>
class TracePoint {
  public:
    static constexpr unsigned most_programs = 8;

    struct Program {
        void (*run)(const void* argument, Arguments...) = nullptr;
        const void* argument = nullptr;
    };

    /// @param first_guard the number of the guard of its first program; those of the others follow
    constexpr explicit TracePoint(unsigned first_guard) : first_guard_(first_guard) {}

    /// Attaches one more, which runs behind the others. By one thread at a time.
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

    /// The lock has reached it.
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

/// Those of the process. The guard with number 0 is the CPU's.
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
