// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The CPUs of a run: their number, the one that the calling thread is, and the data of each.
///
/// A thread is a CPU while a `CpuThread` (lock/hardware/cpu_thread.hpp) says so.

#include <sched.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "lock/atomic_order.hpp"
#include "lock/lock_word.hpp"
#include "lock/platform.hpp"

namespace rqspinlock::hardware {

inline constexpr unsigned max_cpu_threads = 64;
static_assert(max_cpu_threads <= max_cpus, "the tail has room for each");

/// Two lines of 64 bytes: x86 fetches them in pairs.
inline constexpr std::size_t cache_line = 128;

/// A program in an interrupt's context. `value` comes from the sender of the signal.
struct Handler {
    void (*run)(void* argument, int value) = nullptr;
    void* argument = nullptr;
};

/// The CPU that a thread is. Signal handlers use it, so it is constant-initialised (no first access
/// initialises it), and a signal may find its members in any state.
struct ThisCpu {
    unsigned id = 0;
    std::atomic<ContextKind> context{ContextKind::task};
    std::atomic<bool> irqs_masked{false};
    std::atomic<bool> irq_waits{false};
    std::atomic<std::uint32_t> trace_guards{0};  ///< of the trace programs that run, see trace_points.hpp
    Handler nmi{};
    Handler irq{};
};

inline constinit thread_local ThisCpu this_thread{};

/// The number of CPUs, and of cores that there are for them.
struct CpuCounts {
    std::atomic<unsigned> cpus{1};
    std::atomic<unsigned> cores{1};
};

inline constinit CpuCounts cpu_counts{};

/// The cores that this process may use, as it was started.
inline const cpu_set_t& available_cores() {
    static const cpu_set_t cores = [] {
        cpu_set_t set;
        CPU_ZERO(&set);
        if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) == 0) CPU_SET(0, &set);
        return set;
    }();
    return cores;
}

/// Says how many CPUs the run has. Before its first `CpuThread`.
/// @pre 0 < count <= max_cpu_threads
inline void declare_cpus(unsigned count) {
    cpu_counts.cpus.store(count, relaxed);
    cpu_counts.cores.store(static_cast<unsigned>(CPU_COUNT(&available_cores())), relaxed);
}

/// More CPUs than cores: a CPU that waits should let others run.
inline bool is_oversubscribed() {
    return cpu_counts.cpus.load(relaxed) > cpu_counts.cores.load(relaxed);
}

template <class T>
struct alignas(cache_line) CpuSlot {
    T value{};
};

/// Zero-initialised before anything runs, so that the first access may be in a signal handler.
template <class T>
inline constinit std::array<CpuSlot<T>, max_cpu_threads> cpu_slots{};

}  // namespace rqspinlock::hardware
