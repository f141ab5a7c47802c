// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The platform's clock: CLOCK_MONOTONIC. A signal handler may read it, and all CPUs share it.

#include <concepts>
#include <ctime>

#include "lock/constants.hpp"

namespace rqspinlock::hardware {

inline Nanoseconds now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<Nanoseconds>(time.tv_sec) * 1'000'000'000 + static_cast<Nanoseconds>(time.tv_nsec);
}

/// The clock by which waits end.
///
/// - `now()`: as `Platform::now`.
/// - `further_reads(loops)`: how many reads may follow the first one of a bounded spin, whose limit is a
///   number of loops and not a time.
template <class C>
concept Clock = requires(unsigned loops) {
    { C::now() } -> std::same_as<Nanoseconds>;
    { C::further_reads(loops) } -> std::same_as<unsigned>;
};

struct MonotonicClock {
    static Nanoseconds now() { return hardware::now(); }
    static constexpr unsigned further_reads(unsigned loops) { return loops; }
};

}  // namespace rqspinlock::hardware
