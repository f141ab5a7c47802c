// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Trace points: a program may be attached to each. It runs nested in the attempt, and may take locks.
///
/// As in the kernel a program that is attached does not see the events that it causes itself: while one runs
/// on a CPU, that CPU's trace points do nothing, in the NMIs that interrupt it too.

#include <atomic>

#include "lock/hardware/cpu.hpp"
#include "lock/result.hpp"

namespace rqspinlock::hardware {

struct TracePrograms {
    std::atomic<void (*)(const void* lock)> contention_begin{nullptr};
    std::atomic<void (*)(const void* lock, Result result)> contention_end{nullptr};
};

inline constinit TracePrograms trace_programs{};

template <class Program, class... Arguments>
[[gnu::always_inline]] inline void trace(const std::atomic<Program>& attached, Arguments... arguments) {
    const Program program = attached.load(relaxed);
    if (program == nullptr || this_thread.in_trace_program.load(relaxed)) return;
    this_thread.in_trace_program.store(true, relaxed);
    std::atomic_signal_fence(full_barrier);
    program(arguments...);
    std::atomic_signal_fence(full_barrier);
    this_thread.in_trace_program.store(false, relaxed);
}

}  // namespace rqspinlock::hardware
