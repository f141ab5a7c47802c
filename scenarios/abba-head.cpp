// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// On A, CPU 0 is pending, CPU 1 is the head, CPU 4 is behind it. CPU 2, the owner, hands A to CPU 0. On B,
// which CPU 1 owns, CPU 3 is pending and CPU 2 is the head. CPU 0 queues on B behind CPU 2, as the owner of A
// or earlier in an NMI. It checks nothing itself: CPU 1 has to see the deadlock.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(step);
            if (!cpu.lock(A)) return;
            cpu.hold(step);
            cpu.lock_unlock(B);
            return cpu.unlock(A);
        case 1:
            if (!cpu.lock(B)) return;
            cpu.hold(2 * step);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        case 2:
            if (!cpu.lock(A)) return;
            cpu.hold(4 * step);
            cpu.unlock(A);
            return cpu.lock_unlock(B);
        case 3:
            cpu.hold(step);
            return cpu.lock_unlock(B);
        default:
            cpu.hold(3 * step);
            return cpu.lock_unlock(A);
    }
}

void nmi(Cpu& cpu) {
    cpu.hold(step);
    cpu.lock_unlock(B);
}

const Expectations expected{
    // The head's error ends the whole queue.
    {initial, {acquired, deadlock_true, sent_away}, 1_ms},
    {queue_kept, {acquired, deadlock_true}, 1_ms},
    // As in `initial`: this set has no `queue_kept`.
    {v6_18_y, {acquired, deadlock_true, sent_away}, 1_ms},
};

const Registration registration{{
    .name = "abba-head",
    .claim = "the head finds a deadlock with the owner, and with a pending waiter that is about to own",
    .source = "v6.15",
    .cpus = {5},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = {"pending.take"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
