// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds owner_stays = 240 * millisecond;
constexpr Nanoseconds pending_stays = 270 * millisecond;

const Registration registration{{
    .name = "timeout-head-past",
    .claim = "the head gives up after 500 ms, whichever CPUs owned the lock in this time",
    .source = "v6.15",
    .cpus = {3},
    // CPU 1 is pending and gets the lock in time. CPU 2, the head, would get it after 510 ms.
    .task = queue_up({.apart = millisecond, .owner_stays = owner_stays, .pending_stays = pending_stays}),
    .expected = {{initial, {acquired, timeout_early}, 500_ms}},
}};

}  // namespace
}  // namespace scenarios
