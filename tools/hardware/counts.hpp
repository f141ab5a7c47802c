// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The counts of a run. Each CPU has its own counts, separately for its task, its handler and each trace
/// program. So an NMI never lands in the middle of an update of the counts that its handler updates.

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>

#include "lock/hardware/site_recorder.hpp"
#include "lock/result.hpp"
#include "scenarios/framework/limits.hpp"
#include "tools/hardware/wait_histogram.hpp"

namespace tools::hardware {

/// One context of one CPU writes it. The watchdog reads it at any time, and the report at the end.
class Counter {
  public:
    void add(std::uint64_t n = 1) { value_.store(get() + n, std::memory_order_relaxed); }
    void at_least(std::uint64_t n) { value_.store(std::max(get(), n), std::memory_order_relaxed); }
    std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

  private:
    std::atomic<std::uint64_t> value_{0};
};

struct AttemptCounts {
    Counter acquired;
    Counter deadlock;
    Counter timed_out;
    Counter longest_wait;  ///< ns, of an attempt with any result
    std::array<Counter, wait_buckets> waits;

    void count(rqspinlock::Result result, std::uint64_t wait) {
        switch (result) {
            case rqspinlock::Result::acquired:
                acquired.add();
                break;
            case rqspinlock::Result::deadlock:
                deadlock.add();
                break;
            case rqspinlock::Result::timed_out:
                timed_out.add();
                break;
        }
        longest_wait.at_least(wait);
        waits[wait_bucket(wait)].add();
    }
};

/// The kind of an NMI: why it landed where it did. It is the value of the signal.
enum class NmiKind : int {
    asynchronous = 1,  ///< sent by another thread at a random time: lands between any two instructions
    aimed = 2,         ///< raised by the CPU itself, just before an access
};

inline constexpr unsigned region_count = static_cast<unsigned>(rqspinlock::hardware::Region::unlock) + 1;

/// NMIs of one kind, by the region of the lock that they interrupted.
struct NmiCounts {
    std::array<Counter, region_count> landed;
    Counter refused;  ///< no NMI was due: the handler returned without running the program
};

struct alignas(rqspinlock::hardware::cache_line) CpuCounters {
    Counter laps;
    AttemptCounts task;
    AttemptCounts handler;
    std::array<AttemptCounts, scenarios::most_trace_programs> traced;  ///< one per program
    NmiCounts asynchronous;
    NmiCounts aimed;
};

/// The sums over all CPUs.
struct Totals {
    struct Attempts {
        std::uint64_t acquired = 0;
        std::uint64_t deadlock = 0;
        std::uint64_t timed_out = 0;
        std::uint64_t longest_wait = 0;
        WaitHistogram waits{};

        void add(const AttemptCounts& counts);
        void add(const Attempts& other);
        std::uint64_t all() const { return acquired + deadlock + timed_out; }
    };
    struct Nmis {
        std::array<std::uint64_t, region_count> landed{};
        std::uint64_t refused = 0;

        void add(const NmiCounts& counts);
        void add(const Nmis& other);

        std::uint64_t in(rqspinlock::hardware::Region region) const {
            return landed[static_cast<unsigned>(region)];
        }
        std::uint64_t delivered() const {
            std::uint64_t sum = 0;
            for (std::uint64_t n : landed) sum += n;
            return sum;
        }
    };

    std::uint64_t laps = 0;
    Attempts task;
    Attempts handler;
    Attempts traced;
    Nmis asynchronous;
    Nmis aimed;

    void add(const CpuCounters& cpu);
};

}  // namespace tools::hardware
