// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace rqspinlock::judge {

/// The deadlock that the truth shows, by the length of its cycle.
enum class Deadlock : std::uint8_t {
    none,
    self,    ///< a CPU waits for a context of its own, or for itself
    cross,   ///< two CPUs wait for each other: the ABBA check looks for this
    longer,  ///< a cycle of three or more
};

}  // namespace rqspinlock::judge
