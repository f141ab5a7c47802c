// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Registration registration{{
    .name = "tas-abba",
    .claim = "two CPUs that take two test-and-set locks crosswise learn of the deadlock within about 1 ms",
    .source = "v6.15",
    .cpus = {2},
    .locks = 2,
    .form = Form::test_and_set,
    .task = lock_crosswise,
    .expected = {{initial, {acquired, deadlock_true}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
