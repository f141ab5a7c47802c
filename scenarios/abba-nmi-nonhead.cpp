// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// Lets virtual time pass until each CPU has taken its place.
void after(Cpu& cpu, unsigned steps) {
    cpu.hold(steps * millisecond);
}

// A lock that is merely locked has a head only if a waiter was pending before it and has become the owner.
// The delays lead to this on both locks: CPU 0 gets A with CPU 2 as head, CPU 1 gets B with CPU 3 as head.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:  // A, pending while CPU 3's NMI has it
            after(cpu, 4);
            return cpu.lock_hold_unlock(A, millisecond);
        case 1:  // B, pending while CPU 2 has it
            after(cpu, 1);
            return cpu.lock_hold_unlock(B, 5 * millisecond);
        case 2:  // head on A
            cpu.lock_hold_unlock(B, 3 * millisecond);
            after(cpu, 2);
            return cpu.lock_unlock(A);
        default:  // head on B
            after(cpu, 2);
            return cpu.lock_unlock(B);
    }
}

// The NMIs of the two owners are those of the claim. They stay, so that not all CPUs go on at once.
void nmi(Cpu& cpu) {
    if (cpu.id() == 3) {
        return cpu.lock_hold_unlock(A, 4 * millisecond);
    }
    cpu.lock_unlock(cpu.id() == 0 ? B : A);
    cpu.hold((1 + cpu.id()) * millisecond / 4);
}

const Expectations expected{
    // Only the heads check, and they see no cycle. CPU 2 comes 3 ms after CPU 3. CPU 3 gets its lock when CPU
    // 2 gives up.
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 503_ms},
    // The NMIs spin instead, and check. The longest wait is CPU 3's, until CPU 1 is back.
    {nmi_trylock, {acquired, deadlock_true}, 7_ms},
    // NMIs without a head before them are sole heads and see a cycle. The history says: never stuck.
    {nmi_queue, {acquired, sent_away, timeout_needed, timeout_missed}, 503_ms, sole_head},
    {tail_reset, {acquired, deadlock_true, sent_away, timeout_missed}, 503_ms},
    // NMIs queue here, and a head that gives up ends its queue, as there is no `queue_kept`.
    {v6_18_y, {acquired, deadlock_true, sent_away, timeout_missed}, 503_ms},
};

const Registration registration{{
    .name = "abba-nmi-nonhead",
    .claim = "NMIs of two owners that queue behind heads, crosswise, end by the heads' timeout",
    .source = "nmi-queue, 81d5a6a43859",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0, 1, 3}, .window = {"section.exit", "queue.xchg_tail"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
