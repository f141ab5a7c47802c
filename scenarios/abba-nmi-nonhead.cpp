// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// Virtual time in which each CPU has taken its place.
void after(Cpu& cpu, unsigned steps) {
    cpu.hold(steps * millisecond);
}

// A head on a lock that is merely locked needs something pending before it, which then became the owner. The
// delays lead to that on both locks: CPU 0 gets A with CPU 2 as head behind it, CPU 1 gets B with CPU 3.
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

// The owners' are the ones of the claim. They stay for a while, so that not all get on at once.
void nmi(Cpu& cpu) {
    if (cpu.id() == 3) {
        return cpu.lock_hold_unlock(A, 4 * millisecond);
    }
    cpu.lock_unlock(cpu.id() == 0 ? B : A);
    cpu.hold((1 + cpu.id()) * millisecond / 4);
}

const Expectations expected{
    // Only the heads check, and see no cycle. CPU 2 comes 3 ms after CPU 3, which gets its lock when CPU 2
    // gives up.
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 503_ms},
    // They spin instead, and check; the longest wait is CPU 3's, until CPU 1 is back.
    {nmi_trylock, {acquired, deadlock_true}, 7_ms},
    // Without a head to queue behind they are sole heads, and see a cycle; the history says never stuck.
    {nmi_queue, {acquired, sent_away, timeout_needed, timeout_missed}, 503_ms, sole_head},
    {tail_reset, {acquired, deadlock_true, sent_away, timeout_missed}, 503_ms},
    // Their NMIs queue, and without `queue_kept` a head that gives up ends its queue.
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
