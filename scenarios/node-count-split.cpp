// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 1 holds both locks for a while. Then the two other CPUs attempt A. One queues on A, and its NMI arrives
// in the middle of its counts and queues on B behind the other CPU's NMI.
void task(Cpu& cpu) {
    if (cpu.id() != 1) {
        cpu.hold(millisecond);
        return cpu.lock_unlock(A);
    }
    if (!cpu.lock(A)) return;
    cpu.lock_hold_unlock(B, 2 * millisecond);
    cpu.unlock(A);
}

const Registration registration{{
    .name = "node-count-split",
    .claim = "an NMI inside the plain increments of the node count and of the held count does no harm",
    .source = "review of nmi-queue, 81d5a6a43859",
    .cpus = {3},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B),
                         .cpus = {0, 2},
                         .window = {"queue.count", "grab.", "unlock.count", "pending.wait"}}},
    .expected = {{initial, {acquired}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
