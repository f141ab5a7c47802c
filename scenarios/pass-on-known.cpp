// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// On A CPU 0 is the owner, CPU 1 is pending, CPU 2 is the head; CPU 3 is behind it, and has B. CPU 0 releases
// A to CPU 1 and queues behind CPU 3. CPU 1 releases A to CPU 2, which attempts B. CPU 3, the head then, sees
// the deadlock. It has known of CPU 0 since it became the head.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.hold(4 * step);
            cpu.unlock(A);
            return cpu.lock_unlock(A);
        case 1:
            cpu.hold(step);
            return cpu.lock_hold_unlock(A, 4 * step);
        case 2:
            cpu.hold(2 * step);
            if (!cpu.lock(A)) return;
            cpu.hold(step);
            cpu.lock_unlock(B);
            return cpu.unlock(A);
        default:
            if (!cpu.lock(B)) return;
            cpu.hold(3 * step);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
    }
}

const Expectations expected{
    // The head's error ends the whole queue.
    {initial, {acquired, deadlock_true, sent_away}, 1_ms},
    // The NMI's attempt is an AA deadlock: the attempt below it is in the queue.
    {queue_kept, {acquired, deadlock_true}, 2_ms},
    {aa_first, {acquired, deadlock_true}, 1_ms},
    // An NMI above a node tries once, and makes no AA check.
    {trylock_once, {acquired, deadlock_true, busy}, 1_ms},
    {aa_before_queue, {acquired, deadlock_true}, 1_ms},
    // As in `initial`: this set has no `queue_kept`.
    {v6_18_y, {acquired, deadlock_true, sent_away}, 1_ms},
};

const Registration registration{{
    .name = "pass-on-known",
    .claim = "a head with a deadlock passes the queue on to the CPU behind it, and up to then an NMI of the "
             "head sees an attempt on the lock",
    .source = "queue-kept, 7bd6e5ce5be6",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {3}, .window = {"head.pass_on"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
