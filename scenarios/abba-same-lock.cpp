// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Lock D = lock_number(3);

// CPU 4 owns D and B. It waits for A behind CPU 3, the head, and CPU 2, which is pending: CPU 4 checks
// nothing itself. CPU 1 owns A and is pending on B. CPU 0 waits for B too, with another lock in its table.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(5 * step);
            if (!cpu.lock(C)) return;
            cpu.lock_unlock(B);
            return cpu.unlock(C);
        case 1:
            if (!cpu.lock(A)) return;
            cpu.hold(4 * step);
            cpu.lock_unlock(B);
            return cpu.unlock(A);
        case 4:
            if (!cpu.lock(D)) return;
            if (cpu.lock(B)) {
                cpu.hold(3 * step);
                cpu.lock_unlock(A);
                cpu.unlock(B);
            }
            return cpu.unlock(D);
        default:
            cpu.hold((cpu.id() - 1) * step);
            return cpu.lock_unlock(A);
    }
}

const Registration registration{{
    .name = "abba-same-lock",
    .claim = "another waiter for the same lock hides no deadlock, and neither does a lock that its owner "
             "took before",
    .source = "v6.15",
    .cpus = {5},
    .locks = 4,
    .task = task,
    .expected = {{initial, {acquired, deadlock_true}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
