// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 2 owns A first. CPU 3 is pending and owns A after it. CPU 0 has C and is the head on A. CPU 3 attempts
// C, and CPU 0 sees the deadlock. CPU 1 queues behind CPU 0 just then. CPU 0 has to wait for CPU 1's node,
// and there an NMI attempts B, which CPU 2 owns and on which CPU 4 is pending.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            if (!cpu.lock(C)) return;
            cpu.lock_unlock(A);
            return cpu.unlock(C);
        case 1:
            cpu.hold(2 * step + first_check);
            return cpu.lock_unlock(A);
        case 2:
            if (!cpu.lock(B)) return;
            cpu.lock_hold_unlock(A, 3 * step);
            cpu.hold(2 * millisecond);
            return cpu.unlock(B);
        case 3:
            cpu.hold(step);
            if (!cpu.lock(A)) return;
            cpu.hold(step);
            cpu.lock_unlock(C);
            return cpu.unlock(A);
        default:
            cpu.hold(step);
            return cpu.lock_unlock(B);
    }
}

const Expectations expected{
    // The head's error ends the whole queue.
    {initial, {acquired, deadlock_true, sent_away}, 2_ms},
    {queue_kept, {acquired, deadlock_true}, 2_ms},
    {trylock_once, {acquired, deadlock_true, busy}, 2_ms},
    {v6_18_y, {acquired, deadlock_true, sent_away}, 2_ms},
};

const Registration registration{{
    .name = "nmi-pass-on",
    .claim = "a head with a deadlock passes the queue on to a CPU that is about to link itself, whatever an "
             "NMI does",
    .source = "queue-kept, 7bd6e5ce5be6",
    .cpus = {5},
    .locks = 3,
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {0}, .window = {"head.pass_await_next"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
