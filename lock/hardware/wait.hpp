// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The waits of the hardware platform. Each read itself has the wanted order. If it were relaxed and an
/// ordered read followed, the second read could find the condition false again.

#include <sched.h>

#include "lock/hardware/clock.hpp"
#include "lock/hardware/cpu.hpp"

namespace rqspinlock::hardware {

/// The number of reads between two looks at the clock. A look costs as much as some ten reads.
inline constexpr unsigned reads_per_look = 32;

/// The kernel's `cpu_relax`.
inline void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield" ::: "memory");
#endif
}

template <Clock C>
bool is_reached(Nanoseconds poll) {
    return poll == 0 || (poll != never && C::now() >= poll);
}

template <Clock C, class Object, class Condition>
[[gnu::always_inline]] inline auto await(const Object& object, Condition condition, Order order,
                                         Nanoseconds poll, Site site) {
    auto value = object.load(order, site);
    if (condition(value) || is_reached<C>(poll)) return value;
    for (unsigned reads = 1;; ++reads) {
        pause();
        value = object.load(order, site);
        if (condition(value)) return value;
        if (reads % reads_per_look != 0) continue;
        if (is_reached<C>(poll)) return value;
        if (is_oversubscribed()) sched_yield();
    }
}

template <Clock C, class Object, class Condition>
[[gnu::always_inline]] inline auto spin(const Object& object, Condition condition, Order order,
                                        unsigned loops, Site site) {
    auto value = object.load(order, site);
    loops = C::further_reads(loops);
    while (!condition(value) && loops-- > 0) {
        pause();
        value = object.load(order, site);
    }
    return value;
}

}  // namespace rqspinlock::hardware
