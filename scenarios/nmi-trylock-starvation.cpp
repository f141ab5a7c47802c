// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

// CPU 2 attempts A after CPU 1 has taken it, and gets A from CPU 1 or finds it free. An NMI wants A too, on
// CPU 0, whose task wants nothing. CPU 0 is slow.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        if (!cpu.lock(A)) return;
        cpu.signal(owned);
        return cpu.unlock(A);
    }
    if (cpu.id() == 2) {
        cpu.await(owned);
        cpu.lock_unlock(A);
    }
}

// A CPU that queues becomes the head at some time, and a head waits twice as long.
const Expectations expected{
    {initial, {acquired, timeout_early}, 500_ms},
    // The NMI does not queue.
    {nmi_trylock, {acquired, timeout_early}, 250_ms},
    {nmi_queue, {acquired, timeout_early}, 500_ms},
    {v6_18_y, {acquired, timeout_early}, 500_ms},
};

const Registration registration{{
    .name = "nmi-trylock-starvation",
    .claim = "an NMI that does not queue spins up to 250 ms while others pass the lock on; since nmi-queue "
             "it queues",
    .source = "nmi-trylock, 0d80e7f951be; nmi-queue, 81d5a6a43859; trylock-once, 30dc2f7025fe",
    .cpus = {3},
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}}},
    .slow = 1,
    .slow_cpus = {0},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
