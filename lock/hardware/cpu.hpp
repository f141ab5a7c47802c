// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The CPUs of a run: their number, the CPU that the calling thread is, and the data of each CPU.
///
/// A thread is a CPU as long as its `CpuThread` (lock/hardware/cpu_thread.hpp) exists.

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

/// A program that runs in an interrupt's context. The sender of the signal passes `value`.
struct Handler {
    void (*run)(void* argument, int value) = nullptr;
    void* argument = nullptr;
};

/// The CPU that a thread is. Signal handlers use it. It is therefore constant-initialised, not at the first
/// access, and a signal may find its members in any state.
struct ThisCpu {
    unsigned id = 0;
    std::atomic<ContextKind> context{ContextKind::task};
    std::atomic<bool> irqs_masked{false};
    std::atomic<bool> irq_waits{false};
    std::atomic<std::uint32_t> trace_guards{0};  ///< guards of running trace programs, see trace_points.hpp
    Handler nmi{};
    Handler irq{};
};

inline constinit thread_local ThisCpu this_thread{};

/// The number of CPUs, and the number of cores on which they run.
struct CpuCounts {
    std::atomic<unsigned> cpus{1};
    std::atomic<unsigned> cores{1};
};

inline constinit CpuCounts cpu_counts{};

/// The cores that this process might use when it started.
inline const cpu_set_t& available_cores() {
    static const cpu_set_t cores = [] {
        cpu_set_t set;
        CPU_ZERO(&set);
        if (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) == 0) CPU_SET(0, &set);
        return set;
    }();
    return cores;
}

/// Sets the number of CPUs of the run. To be called before the run's first `CpuThread`.
/// @pre 0 < count <= max_cpu_threads
inline void declare_cpus(unsigned count) {
    cpu_counts.cpus.store(count, relaxed);
    cpu_counts.cores.store(static_cast<unsigned>(CPU_COUNT(&available_cores())), relaxed);
}

/// Are there more CPUs than cores? Then a CPU that waits should let others run.
inline bool is_oversubscribed() {
    return cpu_counts.cpus.load(relaxed) > cpu_counts.cores.load(relaxed);
}

template <class T>
struct alignas(cache_line) CpuSlot {
    T value{};
};

/// The slots are zero-initialised before anything runs: the first access may be in a signal handler.
template <class T>
inline constinit std::array<CpuSlot<T>, max_cpu_threads> cpu_slots{};

}  // namespace rqspinlock::hardware
