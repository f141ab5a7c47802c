// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

// CPU 3 owns A, CPU 1 is pending, CPU 0 is the head, and CPU 2, which has B, is behind it. When CPU 0 has A,
// its program at contention_end attempts B. CPU 2 is a sole head then.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.await_pending(A);
            break;
        case 1:
            cpu.await(owned);
            break;
        case 2:
            if (!cpu.lock(B)) return;
            cpu.await_queued(A, 0);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            if (!cpu.lock(A)) return;
            cpu.signal(owned);
            cpu.await_queued(A, 2);
            return cpu.unlock(A);
    }
    cpu.lock_unlock(A);
}

const Expectations expected{
    // CPU 2 diagnoses a deadlock. Its own program at contention_end attempts B again, and needs another
    // millisecond for the same diagnosis.
    {initial, {acquired, deadlock_true}, 2_ms},
    {queue_kept, {acquired, deadlock_true}, 2_ms, sole_head},
    {aa_first, {acquired, deadlock_true}, 1_ms, sole_head},
    {tail_reset, {acquired, deadlock_true}, 1_ms},
    {v6_18_y, {acquired, deadlock_true}, 2_ms},
};

const Registration registration{{
    .name = "tracepoint-abba",
    .claim = "a program at contention_end and a task that take two locks crosswise learn of the deadlock",
    // The smallest program is A A | A | B(A) ; end B.
    .source = "a report of hard lockups below trace programs, kernel 7.0",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .contention_end = lock_unlock(B),
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
