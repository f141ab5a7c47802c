// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Lock D = lock_number(3);
constexpr Lock E = lock_number(4);
constexpr Nanoseconds longer_than_a_wait = 300 * millisecond;

// CPU 0 is interrupted between its count and its entry: its top entry is NULL. CPUs 1 and 2 take two other
// locks crosswise, and their checks look at the table of CPU 0 first.
void task(Cpu& cpu) {
    if (cpu.id() == 0) {
        if (!cpu.lock(D)) return;
        cpu.lock_unlock(E);
        return cpu.unlock(D);
    }
    const Lock first = cpu.id() == 1 ? A : B;
    const Lock second = cpu.id() == 1 ? B : A;
    if (!cpu.lock(first)) return;
    cpu.lock_unlock(second);
    cpu.unlock(first);
}

void nmi(Cpu& cpu) {
    cpu.hold(longer_than_a_wait);
}

const Registration registration{{
    .name = "abba-null-top",
    .claim = "a CPU that has no entry yet for what it attempts hides no deadlock of two others",
    .source = "v6.15",
    .cpus = {3},
    .locks = 5,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = {"grab.entry"}}},
    .expected = {{initial, {acquired, deadlock_true}, longer_than_a_wait}},
}};

}  // namespace
}  // namespace scenarios
