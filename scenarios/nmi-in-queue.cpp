// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Flag second_served{1};
constexpr Flag third_served{2};

// CPU 0 owns A until the queue has formed: CPU 1 pending, CPU 2 the head, CPU 3 behind CPU 2, CPU 4 last. CPU
// 3 waits in the queue, becomes its head, and hands the queue over.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.signal(owned);
            cpu.await_queued(A, 4);
            return cpu.unlock(A);
        case 1:
            cpu.await(owned);
            return cpu.lock_unlock(A);
        case 2:
            cpu.await_pending(A);
            if (!cpu.lock(A)) return;
            cpu.signal(second_served);
            return cpu.unlock(A);
        case 3:
            cpu.await_pending(A);
            cpu.await_queued(A, 2);
            if (!cpu.lock(A)) return;
            cpu.await(second_served);
            cpu.signal(third_served);
            return cpu.unlock(A);
        default:
            cpu.await_queued(A, 3);
            if (!cpu.lock(A)) return;
            cpu.await(third_served);
            return cpu.unlock(A);
    }
}

const Registration registration{{
    .name = "nmi-in-queue",
    .claim = "an NMI at any point of an attempt that queues takes another lock at once, and harms no other "
             "attempt",
    .source = "v6.15",
    .cpus = {5},
    .locks = 2,
    .task = task,
    // The NMI has a lock of its own: the other attempts have nothing to do with it.
    .handlers = {.nmi = {.program = lock_unlock(B), .cpus = {3}}},
    .in_step = true,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
