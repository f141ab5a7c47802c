// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 owns A, below another lock in its table. CPU 1 has B and is pending on A. An NMI interrupts CPU 2's
// attempt on A and waits for B: CPU 2's table too has A below the top, and its top is B.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.lock_hold_unlock(C, 2 * step + millisecond);
            return cpu.unlock(A);
        case 1:
            cpu.hold(step);
            if (!cpu.lock(B)) return;
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            cpu.hold(2 * step);
            return cpu.lock_unlock(A);
    }
}

void nmi(Cpu& cpu) {
    cpu.hold(2 * step);
    cpu.lock_unlock(B);
}

const Registration registration{{
    .name = "abba-inconclusive",
    .claim = "a check that has found the owner does not go on to a CPU that only attempts the lock",
    .source = "v6.15",
    .cpus = {3},
    .locks = 3,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {2}, .window = {"fast.cmpxchg"}}},
    .expected = {{initial, {acquired}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
