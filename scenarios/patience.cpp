// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds owner_stays = 240 * millisecond;
constexpr Nanoseconds pending_stays = 240 * millisecond;

const Registration registration{{
    .name = "patience",
    .claim = "a waiter takes a lock that is free before its timeout: 250 ms if pending, 500 ms as the head",
    .source = "v6.15",
    .cpus = {3},
    // CPU 1 is pending for less than 250 ms. CPU 2, the head behind it, waits for less than 500 ms.
    .task = queue_up({.apart = millisecond, .owner_stays = owner_stays, .pending_stays = pending_stays}),
    .expected = {{initial, {acquired}, owner_stays + pending_stays - 2_ms}},
}};

}  // namespace
}  // namespace scenarios
