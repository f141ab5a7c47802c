// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    if (cpu.id() != 0) return cpu.lock_unlock(A);
    if (!cpu.lock(A)) return;
    const bool both = cpu.lock(B);
    cpu.unlock(A);
    if (both) cpu.unlock(B);
}

const Expectations expected{
    // B is held but its entry is gone from the table: an NMI that wants B waits in vain.
    {initial, {acquired, deadlock_true, timeout_missed}, 250_ms},
    // A is in the table but not held: an NMI that would get A takes the entry for a deadlock.
    {aa_first, {acquired, deadlock_true, deadlock_false, timeout_missed}, 250_ms},
    // The sole head does not come from the misuse: as in nmi-aa-latency.
    {nmi_queue, {acquired, deadlock_true, deadlock_false, timeout_needed, timeout_missed}, 250_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_true, deadlock_false, timeout_missed}, 250_ms},
    {v6_18_y, {acquired, deadlock_true, timeout_missed}, 250_ms},
};

const Registration registration{{
    .name = "out-of-order-unlock",
    .claim = "unlocks in the order of the locks are not supported: what goes wrong?",
    .source = "v6.15, documentation",
    .cpus = {.min = 1, .max = 2},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock_one_of(A, B), .cpus = {0}, .window = {"section."}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
