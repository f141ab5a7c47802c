// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 3 holds B and waits for A behind CPU 2, the head, and CPU 1, which is pending: CPU 3 checks nothing
// itself. CPU 0 holds A and attempts B. CPU 0's check has to look at the table of the last CPU.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.hold(4 * step);
            cpu.lock_unlock(B);
            return cpu.unlock(A);
        case 3:
            if (!cpu.lock(B)) return;
            cpu.hold(3 * step);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            cpu.hold(cpu.id() * step);
            return cpu.lock_unlock(A);
    }
}

const Registration registration{{
    .name = "abba-last-cpu",
    .claim = "the check finds a deadlock with the last CPU, which waits in a queue and checks nothing itself",
    .source = "v6.15",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .expected = {{initial, {acquired, deadlock_true}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
