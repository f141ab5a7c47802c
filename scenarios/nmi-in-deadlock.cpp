// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 attempts A while it has A, which fails at once or after 1 ms. Then it is the head of the queue on B,
// behind CPU 2, which is pending. CPU 1 owns B and wants A at 3 ms. When CPU 0 sees the deadlock, CPU 3 has
// queued behind it, or queues a little later.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(millisecond / 2);
            if (!cpu.lock(A)) return;
            cpu.lock_unlock(A);
            cpu.hold(millisecond);
            cpu.lock_unlock(B);
            return cpu.unlock(A);
        case 1:
            if (!cpu.lock(B)) return;
            cpu.hold(3 * millisecond);
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        case 2:
            cpu.hold(millisecond);
            return cpu.lock_unlock(B);
        default:
            cpu.hold((3 + cpu.choose(2)) * millisecond);
            return cpu.lock_unlock(B);
    }
}

const Expectations expected{
    // As in abba-fourth: the NMI changes nothing. CPU 2 waits until CPU 0 has given up. A sole head gives up
    // only when it knows of CPU 3.
    {initial, {acquired, deadlock_true, sent_away}, 2_ms},
    {queue_kept, {acquired, deadlock_true}, 3_ms},
    {tail_reset, {acquired, deadlock_true}, 2_ms},
    {v6_18_y, {acquired, deadlock_true, sent_away}, 2_ms},
};

const Registration registration{{
    .name = "nmi-in-deadlock",
    .claim = "an NMI at any point of an attempt that ends in a deadlock takes another lock at once, and "
             "harms no other attempt",
    .source = "v6.15",
    .cpus = {4},
    .locks = 3,
    .task = task,
    // The NMI has a lock of its own: the other attempts have nothing to do with it.
    .handlers = {.nmi = {.program = lock_unlock(C), .cpus = {0}}},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
