// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr unsigned entries = 31;
constexpr Lock X = lock_number(entries);
constexpr Lock wanted = B;

// CPU 3 owns 30 or 31 locks, A and B among them. It waits for X behind CPU 2, the head, and CPU 1, which is
// pending, so CPU 3 checks nothing itself. CPU 0 owns X and attempts B. CPU 3's attempt is in the last entry
// of its table, or beyond the table.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(X)) return;
            cpu.hold(4 * step);
            cpu.lock_unlock(wanted);
            return cpu.unlock(X);
        case 3: {
            const unsigned held = entries - cpu.choose(2);
            for (unsigned i = 0; i < held; ++i) {
                if (!cpu.lock(lock_number(i))) return;
            }
            cpu.hold(3 * step);
            cpu.lock_unlock(X);
            for (unsigned i = held; i > 0; --i) cpu.unlock(lock_number(i - 1));
            return;
        }
        default:
            cpu.hold(cpu.id() * step);
            return cpu.lock_unlock(X);
    }
}

const Registration registration{{
    .name = "abba-full-table",
    .claim = "a check looks through a table with 31 entries, and not through one with more",
    .source = "v6.15",
    .cpus = {4},
    .locks = entries + 1,
    .task = task,
    .expected = {{initial, {acquired, deadlock_true, timeout_missed}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
