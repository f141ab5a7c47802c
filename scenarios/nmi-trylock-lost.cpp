// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 queues on A behind CPU 2, which is pending. CPU 0's NMI wants B when CPU 1 passes B on to CPU 3 and
// attempts B again.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(millisecond);
            return cpu.lock_unlock(A);
        case 1:
            if (!cpu.lock(A)) return;
            if (cpu.lock(B)) {
                cpu.hold(2 * millisecond);
                cpu.unlock(B);
                cpu.lock_unlock(B);
            }
            cpu.hold(millisecond);
            return cpu.unlock(A);
        default:
            cpu.hold(millisecond / 2);
            return cpu.lock_unlock(cpu.id() == 2 ? A : B);
    }
}

const Expectations expected{
    {initial, {acquired}, 2_ms},
    // The NMI's pending bit keeps CPU 1, the head of the queue on B, from taking the whole word.
    {nmi_trylock, {acquired, timeout_needed}, 500_ms, undone_pending},
    {trylock_once, {acquired, busy, timeout_needed}, 500_ms, undone_pending},
    {fix_undone_pending, {acquired, busy}, 2_ms},
    // NMIs above a queued waiter take the fallback here too, and it spins.
    {v6_18_y, {acquired, timeout_needed}, 500_ms, undone_pending},
    {v6_18_y.with(Change::fix_undone_pending), {acquired}, 2_ms},
};

const Registration registration{{
    .name = "nmi-trylock-lost",
    .claim =
        "an NMI above a queued waiter is busy at once, also where another CPU is faster than its trylock",
    .source = "trylock-once, 30dc2f7025fe",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {0}, .window = {"head.wait"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
