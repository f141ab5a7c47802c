// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Time as another clock has it, on threads whose schedule is forced. All others have the real one.

#include "lock/hardware/clock.hpp"

namespace tools::hardware {

using TimeSource = rqspinlock::Nanoseconds (*)();

/// What the thread's time is; nullptr: the real one. Handlers look at it too, hence constant-initialised.
inline constinit thread_local TimeSource steered_time = nullptr;

struct SteeredClock {
    static rqspinlock::Nanoseconds now() {
        return steered_time == nullptr ? rqspinlock::hardware::now() : steered_time();
    }
    /// A bounded spin is one step of a schedule.
    static unsigned further_reads(unsigned loops) { return steered_time == nullptr ? loops : 0; }
};

}  // namespace tools::hardware
