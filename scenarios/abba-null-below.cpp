// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// An NMI interrupts CPU 0 between the count and the entry of its attempt on C, and takes A: the entry below A
// is NULL. The NMI waits for B behind CPU 3, the head, and CPU 2, which is pending, so CPU 0 checks nothing
// itself. CPU 1 owns B and attempts A.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            return cpu.lock_unlock(C);
        case 1:
            if (!cpu.lock(B)) return;
            cpu.hold(4 * step);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            cpu.hold((cpu.id() - 1) * step);
            return cpu.lock_unlock(B);
    }
}

void nmi(Cpu& cpu) {
    if (!cpu.lock(A)) return;
    cpu.hold(3 * step);
    cpu.lock_unlock(B);
    cpu.unlock(A);
}

const Registration registration{{
    .name = "abba-null-below",
    .claim = "an entry that is not written yet does not hide those above it",
    .source = "v6.15",
    .cpus = {4},
    .locks = 3,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = {"grab.entry"}}},
    .expected = {{initial, {acquired, deadlock_true}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
