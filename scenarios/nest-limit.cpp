// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr unsigned contexts = 4;

// The site at which an attempt's node is counted, and the attempt is not yet in line.
const Window counted{"queue.init_locked"};

const Registration registration{{
    .name = "nest-limit",
    .claim = "the four contexts below an NMI have a node each, and wait in it",
    .source = "v6.15",
    .cpus = {6},
    .locks = contexts,
    // CPU 1 owns all four locks, CPUs 2 to 5 are pending on one each. So every attempt of CPU 0 reaches the
    // queue: the task's, the trace program's, the softirq's and the hardirq's.
    .task = contend_for(contexts),
    .handlers = {.hardirq = {.program = lock_unlock(lock_number(3)), .cpus = {0}, .window = counted},
                 .softirq = {.program = lock_unlock(lock_number(2)), .cpus = {0}, .window = counted}},
    .contention_begin = lock_unlock(lock_number(1)),
    .in_step = true,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
