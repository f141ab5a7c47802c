// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The platform's clock: CLOCK_MONOTONIC, which may be read in a signal handler and is one for all CPUs.

#include <ctime>

#include "lock/constants.hpp"

namespace rqspinlock::hardware {

inline Nanoseconds now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<Nanoseconds>(time.tv_sec) * 1'000'000'000 + static_cast<Nanoseconds>(time.tv_nsec);
}

}  // namespace rqspinlock::hardware
