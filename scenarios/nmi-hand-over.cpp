// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 2 owns A and B, CPU 3 is pending on A, CPU 4 on B. CPU 0 is the head on A. CPU 1 queues behind CPU 0
// just when CPU 0 gets A. CPU 0 has to wait for CPU 1's node, and there an NMI attempts B.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            return cpu.lock_unlock(A);
        case 1:
            cpu.hold(4 * step);
            return cpu.lock_unlock(A);
        case 2:
            if (!cpu.lock(B)) return;
            cpu.lock_hold_unlock(A, 3 * step);
            cpu.hold(3 * step);
            return cpu.unlock(B);
        case 3:
            cpu.hold(step);
            return cpu.lock_hold_unlock(A, step);
        default:
            cpu.hold(step);
            return cpu.lock_unlock(B);
    }
}

const Expectations expected{
    {initial, {acquired}},
    {trylock_once, {acquired, busy}},
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "nmi-hand-over",
    .claim = "an NMI on another lock, above a head that waits for the one behind it, leaves the node alone",
    .source = "v6.15",
    .cpus = {5},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {0}, .window = {"head.await_next"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
