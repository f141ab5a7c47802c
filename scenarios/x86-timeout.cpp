// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 300 * millisecond;

const Registration registration{{
    .name = "x86-timeout",
    .claim = "on x86 too the first waiter is pending, and gives up after 250 ms",
    .source = "v6.15, queued_fetch_set_pending_acquire of x86",
    .cpus = {2},
    .arch = Arch::x86,
    .task = wait_for_owner(hold_time),
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
