// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr unsigned contexts = 5;

const Expectations expected{
    // The fallback spins: for less than a millisecond here, up to 250 ms if the lock stays taken.
    {initial, {acquired}},
    {trylock_once, {acquired, busy}},
    {v6_18_y, {acquired}},
};

// The site at which an attempt's node is counted, and the attempt is not yet in line.
const Window counted{"queue.init_locked"};

const Registration registration{{
    .name = "nest-overflow",
    .claim = "a fifth context in the slow path finds no node and uses none: it falls back",
    .source = "v6.15; trylock-once, 30dc2f7025fe",
    .cpus = {7},
    .locks = contexts,
    // CPU 1 owns all five locks, CPUs 2 to 6 are pending on one each. So every attempt of CPU 0 reaches the
    // queue: the task's, the trace program's, the softirq's, the hardirq's, and the NMI's, for which there is
    // no node. Each attempt has its own lock, or the AA check would keep it from queueing.
    .task = contend_for(contexts),
    .handlers = {.nmi = {.program = lock_unlock(lock_number(4)), .cpus = {0}, .window = counted},
                 .hardirq = {.program = lock_unlock(lock_number(3)), .cpus = {0}, .window = counted},
                 .softirq = {.program = lock_unlock(lock_number(2)), .cpus = {0}, .window = counted}},
    .contention_begin = lock_unlock(lock_number(1)),
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
