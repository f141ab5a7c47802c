// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock_irqsave(A);
}

const Expectations expected{
    // The NMI interrupts the hardirq while that is queued.
    {initial, {acquired, deadlock_true, timeout_missed}, 500_ms, interrupted_waiter},
    // The windows for the NMI in lock and unlock, of the task or of the hardirq.
    {nmi_trylock, {acquired, deadlock_true, timeout_missed}, 250_ms},
    {entry_first, {acquired, deadlock_true}, 1_ms},
    // An NMI finds an entry without the lock; the history accepts this.
    {aa_first, {acquired, deadlock_true, deadlock_false}},
    // As in nmi-aa-latency: a sole head with a deadlock.
    {nmi_queue, {acquired, deadlock_true, deadlock_false, timeout_needed}, 250_ms, sole_head},
    {trylock_once, {acquired, deadlock_true, deadlock_false, busy, timeout_needed}, 250_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_true, deadlock_false}},
    // No sole head waits. The AA check comes a millisecond later.
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "irq-nest",
    .claim = "with irqsave a hardirq never interrupts an attempt or a section; NMIs do, as in a task",
    .source = "v6.15; nmi-queue, 81d5a6a43859",
    .cpus = {2},
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}}, .hardirq = {.program = task, .cpus = {0}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
