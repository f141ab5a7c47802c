// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 owns A. CPU 1 has B and is pending on A. CPU 1 is interrupted in the middle of its check, CPU 0 while
// it unlocks A: CPU 0's NMI attempts B when A is free, with A still in the table.
void task(Cpu& cpu) {
    if (cpu.id() == 0) {
        return cpu.lock_hold_unlock(A, step + first_check);
    }
    cpu.hold(step);
    if (!cpu.lock(B)) return;
    cpu.lock_unlock(A);
    cpu.unlock(B);
}

void nmi(Cpu& cpu) {
    if (cpu.id() != 0) return cpu.hold(2 * step);
    cpu.hold(step);
    cpu.lock_unlock(B);
}

const Expectations expected{
    // The entry is cleared before the release: the NMI there interrupts an owner, a deadlock.
    {initial, {acquired, deadlock_true}, 2_ms},
    {entry_first, {acquired}, 1_ms},
    {v6_18_y, {acquired}, 1_ms},
};

const Registration registration{{
    .name = "abba-released",
    .claim = "a check that finds the lock free ends there: nothing that it reads of the former owner is a "
             "deadlock",
    .source = "v6.15",
    .cpus = {2},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0, 1}, .window = {"unlock.entry", "abba.count"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
