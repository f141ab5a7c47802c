// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Registration registration{{
    .name = "abba",
    .claim = "two CPUs that take two locks crosswise learn of the deadlock within about 1 ms",
    .source = "v6.15",
    .cpus = {2},
    .locks = 2,
    .task = lock_crosswise,
    .expected = {{initial, {acquired, deadlock_true}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
