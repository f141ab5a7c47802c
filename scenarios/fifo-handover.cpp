// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

/// This flag is set in the section of the CPU with this number.
constexpr Flag served(unsigned cpu) {
    return {cpu};
}

// CPU 0 holds A until the queue has formed: CPU 1 pending, CPU 2 behind it, CPU 3 behind CPU 2. Each CPU
// waits in its section for the CPU before it. Out of order it would wait for ever. The flags are relaxed:
// only the lock may order the sections.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.signal(owned);
            cpu.await_queued(A, 3);
            return cpu.unlock(A);
        case 1:
            cpu.await(owned);
            break;
        case 2:
            cpu.await_pending(A);
            break;
        default:
            cpu.await_queued(A, 2);
    }
    if (!cpu.lock(A)) return;
    if (cpu.id() > 1) cpu.await(served(cpu.id() - 1), Ordering::relaxed);
    cpu.signal(served(cpu.id()), Ordering::relaxed);
    cpu.unlock(A);
}

const Registration registration{{
    .name = "fifo-handover",
    .claim = "the pending waiter and those in the queue get the lock in the order in which they came",
    .source = "v6.15",
    .cpus = {4},
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
