// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock's statistics: one counter per event and CPU.

#include <array>
#include <cstdint>

#include "lock/hardware/atomic.hpp"
#include "lock/hardware/cpu.hpp"
#include "lock/phases.hpp"

namespace rqspinlock::hardware {

struct EventCounters {
    std::array<volatile std::uint32_t, static_cast<unsigned>(LockEvent::count)> counts{};
};

inline void count_lock_event(LockEvent event) {
    add_to_own(cpu_slots<EventCounters>[this_thread.id].value.counts[static_cast<unsigned>(event)], 1);
}

/// The sum over all CPUs since the program began. Each CPU's counters wrap at 2^32.
inline std::uint64_t lock_event_count(LockEvent event) {
    std::uint64_t sum = 0;
    for (const CpuSlot<EventCounters>& slot : cpu_slots<EventCounters>) {
        sum += __atomic_load_n(&slot.value.counts[static_cast<unsigned>(event)], builtin(relaxed));
    }
    return sum;
}

}  // namespace rqspinlock::hardware
