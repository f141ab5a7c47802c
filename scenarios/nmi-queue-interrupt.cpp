// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    // Two CPUs, with an NMI on one of them, make no queue.
    {initial, with_cpus(2), nothing_claimed},
    // The NMI queues behind the waiter that it interrupted, and waits without any timeout.
    {initial, with_cpus(3), {acquired}, 0_ms, interrupted_waiter},
    {nmi_trylock, with_cpus(3), {acquired, deadlock_true}, 1_ms},
    {aa_first, with_cpus(3), {acquired, deadlock_true}},
    {trylock_once, with_cpus(3), {acquired, busy}},
    {aa_before_queue, with_cpus(3), {acquired, deadlock_true}},
    {v6_18_y, with_cpus(3), {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "nmi-queue-interrupt",
    .claim = "an NMI that interrupts a queued waiter does not queue behind it",
    .source = "nmi-trylock, 0d80e7f951be",
    .cpus = {.min = 2, .max = 3},
    .locks = 2,
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock_one_of(A, B),
                         .cpus = {0},
                         .window = {"queue.wait", "head.wait"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
