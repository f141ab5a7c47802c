// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 1 owns both locks. CPU 0 queues on A, where CPU 2 is pending, and CPU 6 queues behind CPU 0. On B CPU 3
// is pending and CPU 4 is the head. The hardirq of CPU 0 queues behind CPU 4 in the second node of CPU 0, and
// CPU 5 queues behind the hardirq.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(4 * step);
            return cpu.lock_unlock(A);
        case 1:
            if (!cpu.lock(A)) return;
            if (cpu.lock(B)) {
                cpu.hold(7 * step);
                cpu.unlock(B);
            }
            return cpu.unlock(A);
        case 2:
            cpu.hold(step);
            return cpu.lock_unlock(A);
        case 3:
            cpu.hold(step);
            return cpu.lock_unlock(B);
        case 4:
            cpu.hold(2 * step);
            return cpu.lock_unlock(B);
        case 5:
            cpu.hold(6 * step);
            return cpu.lock_unlock(B);
        default:
            cpu.hold(5 * step);
            return cpu.lock_unlock(A);
    }
}

const Registration registration{{
    .name = "nested-waiter",
    .claim = "a CPU that queues behind the second node of another CPU gets the lock from there",
    .source = "v6.15, the tail's index",
    .cpus = {7},
    .locks = 2,
    .task = task,
    .handlers = {.hardirq = {.program = lock_unlock(B), .cpus = {0}, .window = {"head.wait"}}},
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
