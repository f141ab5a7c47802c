// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 100 * millisecond;

// CPU 1 holds both locks for a while. CPU 2 is the pending waiter of A, CPU 3 is the pending waiter of B
// unless it is late, and CPU 0 queues on A.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * millisecond);
            return cpu.lock_unlock(A);
        case 1:
            if (!cpu.lock(A)) return;
            if (cpu.lock(B)) {
                cpu.hold(hold_time);
                cpu.unlock(B);
                cpu.hold(millisecond);  // B is free, and A is still busy
            }
            return cpu.unlock(A);
        case 2:
            cpu.hold(millisecond);
            return cpu.lock_unlock(A);
        default:
            cpu.hold(cpu.choose(2) == 0 ? millisecond : 2 * hold_time);
            return cpu.lock_unlock(B);
    }
}

const Expectations expected{
    // The NMI spins as long as B is busy, up to 250 ms.
    {initial, {acquired}, hold_time},
    {trylock_once, {acquired, busy}, hold_time},
    {v6_18_y, {acquired}, hold_time},
};

const Registration registration{{
    .name = "nmi-busy",
    .claim = "an NMI that interrupts a queued waiter gets another lock if it is free or merely locked",
    .source = "nmi-queue, 81d5a6a43859; trylock-once, 30dc2f7025fe",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {0}, .window = {"queue.wait", "head.wait"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
