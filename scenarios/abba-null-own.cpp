// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Lock D = lock_number(3);
constexpr Lock E = lock_number(4);

// CPU 0 owns C. NMIs interrupt CPUs 0 and 1 between the count and the entry of another lock, and CPU 1's NMI
// waits for C. The top entry of CPU 0 is NULL, and so is an entry of CPU 1.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        cpu.hold(step);
        return cpu.lock_unlock(E);
    }
    if (!cpu.lock(C)) return;
    cpu.lock_unlock(D);
    cpu.unlock(C);
}

void nmi(Cpu& cpu) {
    if (cpu.id() == 0) return cpu.hold(2 * millisecond);
    cpu.lock_unlock(C);
}

const Registration registration{{
    .name = "abba-null-own",
    .claim = "two entries that are not written yet are not taken for the same lock",
    .source = "v6.15",
    .cpus = {2},
    .locks = 5,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .window = {"grab.entry"}}},
    .expected = {{initial, {acquired}, 2_ms}},
}};

}  // namespace
}  // namespace scenarios
