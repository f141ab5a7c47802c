// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A barrier that all CPUs leave within nanoseconds, so that the CPUs of a round really run at the same time.
/// A futex would wake its sleepers one by one, microseconds apart.

#include <sched.h>

#include <atomic>

#include "lock/hardware/wait.hpp"

namespace tools::hardware {

class SpinBarrier {
  public:
    explicit SpinBarrier(unsigned threads) : threads_(threads) {}

    void arrive_and_wait() {
        const unsigned generation = generation_.load(std::memory_order_relaxed);
        if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads_) {
            arrived_.store(0, std::memory_order_relaxed);
            generation_.store(generation + 1, std::memory_order_release);
            return;
        }
        for (unsigned reads = 1; generation_.load(std::memory_order_acquire) == generation; ++reads) {
            rqspinlock::hardware::pause();
            if (reads % reads_per_yield == 0) sched_yield();
        }
    }

  private:
    static constexpr unsigned reads_per_yield = 256;

    unsigned threads_;
    std::atomic<unsigned> arrived_{0};
    std::atomic<unsigned> generation_{0};
};

}  // namespace tools::hardware
