// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Registration registration{{
    .name = "timeout-race",
    .claim = "a release that races with the expiry of a wait leaks nothing, and loses no waiter",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 4, .natural = 3},
    // CPU 0 owns the lock and may release it at any time. One other CPU is pending, and the third queues
    // behind it. The deadline of a slow wait passes while the lock is handed over.
    .task = lock_unlock(A),
    .slow = 1,
    .expected = {{initial, {acquired, timeout_early}, 500_ms}},
}};

}  // namespace
}  // namespace scenarios
