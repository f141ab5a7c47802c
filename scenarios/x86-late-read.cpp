// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 owns the lock, CPU 1 is pending, CPU 2 is the head, and CPU 4 may be behind it. CPU 3 has seen none
// of them: two NMIs delay it, before it sets the pending bit and before it reads the other bits. The queue is
// served in between, and CPU 0 attempts the lock again.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.hold(3 * step);
            cpu.unlock(A);
            cpu.hold(5 * step);
            return cpu.lock_unlock(A);
        case 1:
            cpu.hold(step);
            return cpu.lock_hold_unlock(A, step);
        case 2:
            cpu.hold(2 * step);
            return cpu.lock_hold_unlock(A, step);
        case 3:
            return cpu.lock_unlock(A);
        default:
            if (cpu.choose(2) == 0) return;
            cpu.hold(5 * step / 2);
            return cpu.lock_unlock(A);
    }
}

void nmi(Cpu& cpu) {
    cpu.hold(4 * step);
}

const Expectations expected{
    {initial, {acquired}, 1_ms, x86_acquire},
    {fix_x86_acquire, {acquired}, 1_ms},
    {v6_18_y, {acquired}, 1_ms, x86_acquire},
    {v6_18_y.with(Change::fix_x86_acquire), {acquired}, 1_ms},
};

const Registration registration{{
    .name = "x86-late-read",
    .claim = "on x86 a pending bit that is set while the queue is served stays, and its CPU gets the lock",
    .source = "v6.15, queued_fetch_set_pending_acquire of x86",
    .cpus = {5},
    .arch = Arch::x86,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .budget = 2, .cpus = {3}, .window = {"pending.set"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
