// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds over = head_timeout + 2 * step;

// CPU 0 owns the lock until 8 steps after CPU 2, the head, gives up and tells CPU 3 behind it to leave. Then
// CPU 1 is pending and CPU 4 is the head. CPU 3 queues again, behind CPU 4 and in the node that it used
// before. An NMI may delay CPU 2 while it leaves.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            return cpu.lock_hold_unlock(A, over + 8 * step);
        case 1:
            cpu.hold(step);
            if (cpu.lock(A)) return cpu.unlock(A);
            // CPU 1 gave up after 250 ms.
            cpu.hold(over - step / 2 - pending_timeout);
            return cpu.lock_unlock(A);
        case 2:
            cpu.hold(2 * step);
            return cpu.lock_unlock(A);
        case 3:
            cpu.hold(3 * step);
            for (unsigned i = 0; i < 3; ++i) {
                if (cpu.lock(A)) return cpu.unlock(A);
                cpu.hold(2 * step);
            }
            return;
        default:
            cpu.hold(over + step);
            return cpu.lock_unlock(A);
    }
}

void nmi(Cpu& cpu) {
    cpu.hold(4 * step);
}

const Registration registration{{
    .name = "leave-again",
    .claim = "a CPU that was told to leave, and queues again, waits for its turn",
    .source = "v6.15",
    .cpus = {5},
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {2}, .window = {"leave.timeout_next"}}},
    .expected = {{initial, {acquired, sent_away, timeout_early}, head_timeout}},
}};

}  // namespace
}  // namespace scenarios
