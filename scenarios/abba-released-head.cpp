// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 2 owns A first. CPU 0 is pending and owns A after it. CPU 1 has B and is the head on A. CPU 1 is
// interrupted in the middle of its check, CPU 0 while it unlocks A: CPU 0's NMI attempts B when A is free,
// with A still in the table.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(step);
            if (!cpu.lock(A)) return;
            // CPU 0 got the lock after 3 steps.
            cpu.hold(first_check - step);
            return cpu.unlock(A);
        case 1:
            cpu.hold(2 * step);
            if (!cpu.lock(B)) return;
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            return cpu.lock_hold_unlock(A, 3 * step);
    }
}

void nmi(Cpu& cpu) {
    if (cpu.id() != 0) return cpu.hold(2 * step);
    cpu.hold(step);
    cpu.lock_unlock(B);
}

const Expectations expected{
    // The entry is cleared before the release: the NMI there interrupts an owner, a deadlock.
    {initial, {acquired, deadlock_true}, 2_ms},
    {queue_kept, {acquired, deadlock_true}, 2_ms, sole_head},
    {entry_first, {acquired}, 1_ms},
    {v6_18_y, {acquired}, 1_ms},
};

const Registration registration{{
    .name = "abba-released-head",
    .claim = "a check that finds the lock free for the head ends there: nothing that it reads of the former "
             "owner is a deadlock",
    .source = "v6.15",
    .cpus = {3},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0, 1}, .window = {"unlock.entry", "abba.count"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
