// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 1 owns both locks, CPU 2 is pending on A and CPU 3 on B. CPU 0 is the head on A, and its NMI on B has
// no node. The program at contention_begin lasts until B is free.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            return cpu.lock_unlock(A);
        case 1:
            if (!cpu.lock(A)) return;
            cpu.lock_hold_unlock(B, 7 * step / 2);
            cpu.hold(3 * step);
            return cpu.unlock(A);
        default:
            cpu.hold(step);
            return cpu.lock_unlock(cpu.id() == 2 ? A : B);
    }
}

void program(Cpu& cpu) {
    cpu.hold(step);
}

const Registration registration{{
    .name = "fallback-takes",
    .claim = "the fallback takes a lock that is free by then",
    .source = "v6.15; trylock-once, 30dc2f7025fe",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {0}, .window = {"head.wait"}}},
    .contention_begin = program,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
