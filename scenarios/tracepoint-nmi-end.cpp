// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// The CPUs begin one after the other, in virtual time.
constexpr Nanoseconds step = millisecond / 8;

// CPU 1 owns A and B, CPU 2 is pending on A and CPU 3 on B. The NMI of CPU 0 queues on A, and the program at
// contention_end attempts B when the NMI has A: above a node that is counted still it has none.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            return cpu.lock_unlock(C);
        case 1:
            if (!cpu.lock(B)) return;
            if (cpu.lock(A)) {
                cpu.hold(4 * step);
                cpu.unlock(A);
            }
            cpu.hold(2 * step);
            return cpu.unlock(B);
        default:
            cpu.hold(step);
            return cpu.lock_unlock(cpu.id() == 2 ? A : B);
    }
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void program(Cpu& cpu) {
    if (cpu.id() == 0) cpu.lock_unlock(B);
}

const Expectations expected{
    {initial, {acquired}},
    {trylock_once, {acquired, busy}},
};

const Registration registration{{
    .name = "tracepoint-nmi-end",
    .claim = "at contention_end the node of an attempt is counted",
    .source = "v6.15; nmi-queue, 81d5a6a43859",
    .cpus = {4},
    .locks = 3,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = {"grab.entry"}}},
    .contention_end = program,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
