// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPUs 1 and 2 pass A on. An NMI on CPU 0 wants A too, and CPU 0 is slow: its task wants nothing (as `choose`
// decides), or is queued itself.
void task(Cpu& cpu) {
    if (cpu.id() == 0 && cpu.choose(2) == 0) return;
    cpu.lock_unlock(A);
}

// The queued task itself may become a head whose 500 ms pass.
const Expectations expected{
    {initial, {acquired, timeout_early}, 500_ms, interrupted_waiter},
    // The AA check comes later than the slow wait's deadline.
    {nmi_trylock, {acquired, deadlock_true, timeout_missed, timeout_early}, 500_ms},
    {aa_first, {acquired, deadlock_true, timeout_early}, 500_ms},
    {trylock_once, {acquired, busy, timeout_early}, 500_ms},
    {aa_before_queue, {acquired, deadlock_true, timeout_early}, 500_ms},
    {v6_18_y, {acquired, deadlock_true, timeout_missed, timeout_early}, 500_ms},
};

const Registration registration{{
    .name = "nmi-trylock-starvation-queued",
    .claim = "an NMI above a queued waiter may spin until its timeout; since trylock-once it is busy at once",
    .source = "nmi-trylock, 0d80e7f951be; nmi-queue, 81d5a6a43859; trylock-once, 30dc2f7025fe",
    .cpus = {3},
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"queue.wait", "head.wait"}}},
    .slow = 1,
    .slow_cpus = {0},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
