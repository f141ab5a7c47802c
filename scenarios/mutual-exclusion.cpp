// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Registration registration{{
    .name = "mutual-exclusion",
    .claim = "CPUs that contend for a lock all get it, one at a time and without any timeout",
    .source = "what a spinlock is for",
    .cpus = {.min = 2, .max = 4, .natural = 2},
    .task = lock_unlock(A),
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
