// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// The CPUs begin one after the other, in virtual time.
void after(Cpu& cpu, unsigned steps) {
    cpu.hold(steps * millisecond / 8);
}

// CPU 1 owns both locks. CPU 0 queues on A, where CPU 2 is pending, and CPU 6 behind CPU 0. On B CPU 3 is
// pending and CPU 4 the head. The hardirq of CPU 0 queues behind CPU 4 in the second node of its CPU, and CPU
// 5 behind the hardirq.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            after(cpu, 4);
            return cpu.lock_unlock(A);
        case 1:
            if (!cpu.lock(A)) return;
            if (cpu.lock(B)) {
                after(cpu, 7);
                cpu.unlock(B);
            }
            return cpu.unlock(A);
        case 2:
            after(cpu, 1);
            return cpu.lock_unlock(A);
        case 3:
            after(cpu, 1);
            return cpu.lock_unlock(B);
        case 4:
            after(cpu, 2);
            return cpu.lock_unlock(B);
        case 5:
            after(cpu, 6);
            return cpu.lock_unlock(B);
        default:
            after(cpu, 5);
            return cpu.lock_unlock(A);
    }
}

void hardirq(Cpu& cpu) {
    cpu.lock_unlock(B);
}

const Registration registration{{
    .name = "nested-waiter",
    .claim = "a CPU that queues behind the second node of another CPU gets the lock from there",
    .source = "v6.15, the tail's index",
    .cpus = {7},
    .locks = 2,
    .task = task,
    .handlers = {.hardirq = {.program = hardirq, .cpus = {0}, .window = {"head.wait"}}},
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
