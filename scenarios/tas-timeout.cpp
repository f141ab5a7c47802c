// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 1010 * millisecond;

const Registration registration{{
    .name = "tas-timeout",
    .claim = "a CPU that waits for a test-and-set lock gives up after one second",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::test_and_set,
    .task = wait_for_owner(hold_time),
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, 1000_ms}},
}};

}  // namespace
}  // namespace scenarios
