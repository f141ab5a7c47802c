// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Helpers of the hardware tests: CPUs as threads, options of one lock, checks that nothing is left behind.

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <rqcheck_catch.hpp>
#include "lock/hardware/platform.hpp"
#include "lock/rqspinlock.hpp"

namespace rqspinlock::tests {

using hardware::HardwarePlatform;

/// Sets the options of the run, and restores the old ones at the end.
class WithOptions {
  public:
    explicit WithOptions(Options options) : old_(RuntimeOptions::current) {
        RuntimeOptions::current = options;
    }
    ~WithOptions() { RuntimeOptions::current = old_; }
    WithOptions(const WithOptions&) = delete;
    WithOptions& operator=(const WithOptions&) = delete;

  private:
    Options old_;
};

/// Runs `program(cpu)` on all CPUs at the same time, and waits for all. Catch2 is not thread-safe: programs
/// store their results, and the test checks them afterwards.
template <class Program>
void run_cpus(unsigned count, Program program) {
    hardware::declare_cpus(count);
    std::vector<std::thread> threads;
    for (unsigned cpu = 0; cpu < count; ++cpu) {
        threads.emplace_back([cpu, &program] {
            const hardware::CpuThread thread(cpu);
            program(cpu);
        });
    }
    for (std::thread& thread : threads) thread.join();
}

/// Waits until the other CPUs have reached the same point.
inline void meet(std::atomic<unsigned>& arrived, unsigned count) {
    arrived.fetch_add(1);
    while (arrived.load() < count) std::this_thread::yield();
}

template <class P = HardwarePlatform>
void require_at_rest(unsigned cpus) {
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        INFO("CPU " << cpu);
        REQUIRE(per_cpu<P>(cpu).held.cnt.peek() == 0);
        REQUIRE(per_cpu<P>(cpu).node_count.peek() == 0);
    }
}

/// Every revision, in the form of both architectures, and the test-and-set lock in its two uses.
inline std::vector<Options> all_options() {
    std::vector<Options> all;
    for (const NamedChanges& revision : revisions) {
        for (const Arch arch : {Arch::generic, Arch::x86}) {
            all.push_back({.changes = revision.changes, .arch = arch});
        }
        all.push_back({.changes = revision.changes, .queued = false});
    }
    return all;
}

inline std::string describe(const Options& options) {
    const std::optional<unsigned> place = place_in_history(options.changes);
    return std::string(place ? revisions[*place].name : "a mix") + ' ' + std::string(name(options.arch)) +
           (options.queued ? "" : " test-and-set") + (options.virt_spin_lock ? " paravirt" : "");
}

}  // namespace rqspinlock::tests
