// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds head_begins = 2 * step;
constexpr Nanoseconds all_have_left = head_begins + head_timeout + step;

// CPU 0 owns A until CPU 2, the head, has given up. CPU 3 is behind CPU 2. CPU 1 is pending and gives up
// earlier. It takes B and queues behind CPU 3. CPU 0 attempts B when the queue has ended: B is free.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.hold(all_have_left);
            cpu.lock_unlock(B);
            return cpu.unlock(A);
        case 1:
            cpu.hold(step);
            cpu.lock_unlock(A);
            if (!cpu.lock(B)) return;
            cpu.lock_unlock(A);
            return cpu.unlock(B);
        default:
            cpu.hold(cpu.id() * step);
            return cpu.lock_unlock(A);
    }
}

const Registration registration{{
    .name = "timeout-behind",
    .claim = "a waiter that is told to leave tells the one behind it, and none stays to wait anew",
    .source = "v6.15",
    .cpus = {4},
    .locks = 2,
    .task = task,
    .expected = {{initial, {acquired, sent_away, timeout_early}, head_timeout}},
}};

}  // namespace
}  // namespace scenarios
