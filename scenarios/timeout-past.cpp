// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// The time is over before the waiter's next check for deadlocks is due.
constexpr Nanoseconds hold_time = pending_timeout + 100;

const Registration registration{{
    .name = "timeout-past",
    .claim = "a pending waiter gives up right after 250 ms, not with its next check for deadlocks",
    .source = "v6.15",
    .cpus = {2},
    .task = wait_for_owner(hold_time),
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, pending_timeout}},
}};

}  // namespace
}  // namespace scenarios
