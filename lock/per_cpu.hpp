// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The data of each CPU: its queue nodes, the count of those in use, its held-locks table.

#include "lock/held_locks.hpp"
#include "lock/lock_word.hpp"
#include "lock/platform.hpp"

namespace rqspinlock {

template <Platform P>
struct QueueNode {
    typename P::template Atomic<std::uint32_t> locked;  ///< 0: wait; 1: be the head; RES_TIMEOUT_VAL: leave
    typename P::template Atomic<QueueNode*> next;
};

template <Platform P>
struct PerCpu {
    QueueNode<P> nodes[max_queue_nodes];
    typename P::template CpuLocal<std::uint32_t> node_count;
    HeldLocks<P> held;
};

template <Platform P>
PerCpu<P>& per_cpu(unsigned cpu) {
    return P::template per_cpu<PerCpu<P>>(cpu);
}

template <Platform P>
PerCpu<P>& this_cpu() {
    return per_cpu<P>(P::cpu());
}

}  // namespace rqspinlock
