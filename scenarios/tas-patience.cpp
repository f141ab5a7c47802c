// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 990 * millisecond;

const Registration registration{{
    .name = "tas-patience",
    .claim = "a CPU that waits for a test-and-set lock takes it if it is free within one second",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::test_and_set,
    .task = wait_for_owner(hold_time),
    .in_step = true,
    .expected = {{initial, {acquired}, hold_time}},
}};

}  // namespace
}  // namespace scenarios
