// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 has A and attempts B, CPU 1 has B and attempts A. CPU 0 sees the deadlock, gives up its attempt and
// takes C into the entry that B had, while CPU 1 checks. If CPU 1 sees the count that has grown again, but
// not that B is gone, it sees a deadlock that is over.
void task(Cpu& cpu) {
    if (cpu.id() == 0) {
        if (!cpu.lock(A)) return;
        cpu.lock_unlock(B);
        cpu.lock_unlock(C);
        return cpu.unlock(A);
    }
    if (!cpu.lock(B)) return;
    cpu.lock_unlock(A);
    cpu.unlock(B);
}

const Registration registration{{
    .name = "release-entry-barrier",
    .claim = "a check that sees the count of a time after a failed attempt does not see the attempt",
    .source = "review of entry-first, beb7021a6003",
    .cpus = {2},
    .locks = 3,
    .task = task,
    .expected = {{initial, {acquired, deadlock_true}, 1_ms}},
}};

}  // namespace
}  // namespace scenarios
