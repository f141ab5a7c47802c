// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A clock whose time another source gives, on threads whose schedule is forced. Other threads have
/// the real time.

#include "lock/hardware/clock.hpp"

namespace tools::hardware {

using TimeSource = rqspinlock::Nanoseconds (*)();

/// The source of the thread's time; nullptr: the real one. Handlers read it too, hence constant-initialised.
inline constinit thread_local TimeSource steered_time = nullptr;

struct SteeredClock {
    static rqspinlock::Nanoseconds now() {
        return steered_time == nullptr ? rqspinlock::hardware::now() : steered_time();
    }
    /// A bounded spin is one step of a forced schedule.
    static unsigned further_reads(unsigned loops) { return steered_time == nullptr ? loops : 0; }
};

}  // namespace tools::hardware
