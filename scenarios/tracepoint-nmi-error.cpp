// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds long_hold = 510 * millisecond;
constexpr Nanoseconds late = 400 * millisecond;

// CPU 1 owns A and B. CPU 2 is pending on A, and CPU 3 on B when CPU 0's NMI, which queues on A, gives up.
// Then the program at contention_end attempts B: no node, because the NMI's node is still counted.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            return cpu.lock_unlock(C);
        case 1:
            if (!cpu.lock(B)) return;
            cpu.lock_hold_unlock(A, long_hold);
            return cpu.unlock(B);
        case 2:
            cpu.hold(step);
            return cpu.lock_unlock(A);
        default:
            cpu.hold(late);
            return cpu.lock_unlock(B);
    }
}

void program(Cpu& cpu) {
    if (cpu.id() == 0) cpu.lock_unlock(B);
}

const Expectations expected{
    // The program waits for the owner of the lock of the failed attempt, whose entry is still there.
    {initial, {acquired, deadlock_false, timeout_early}, 501_ms},
    // An NMI that never queues gives up after 250 ms.
    {nmi_trylock, {acquired, deadlock_false, timeout_early}, 251_ms},
    {nmi_queue, {acquired, deadlock_false, timeout_early}, 501_ms},
    {trylock_once, {acquired, busy, timeout_early}, 500_ms},
    {v6_18_y, {acquired, deadlock_false, timeout_early}, 501_ms},
};

const Registration registration{{
    .name = "tracepoint-nmi-error",
    .claim = "at contention_end of an attempt that fails its node is counted",
    .source = "v6.15; nmi-queue, 81d5a6a43859",
    .cpus = {4},
    .locks = 3,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"grab.entry"}}},
    .contention_end = program,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
