// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 still has A when it has released B. Then there is no deadlock, whatever CPU 0's table says.
const Expectations expected{
    // The slow CPU's time may also pass to its deadline: in the deadlock, or while CPU 0 unlocks.
    {initial, {acquired, deadlock_true, timeout_early, timeout_missed}, 250_ms},
    {entry_first, {acquired, deadlock_true, deadlock_false, timeout_early, timeout_missed}, 250_ms},
    {v6_18_y, {acquired, deadlock_true, deadlock_false, timeout_missed, timeout_early}, 250_ms},
};

const Registration registration{{
    .name = "abba-misdiagnosis",
    .claim = "a lock that was just released may be taken for one half of a deadlock by a check "
             "that comes while its CPU is slow",
    .source = "entry-first, beb7021a6003",
    .cpus = {2},
    .locks = 2,
    .task = lock_crosswise,
    .slow = 1,
    .slow_cpus = {1},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
