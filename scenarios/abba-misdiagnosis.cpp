// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds slow = 3 * millisecond;

// CPU 0 still has A when it has given B away: no deadlock any more, whatever its table says.
void task(Cpu& cpu) {
    const Lock first = cpu.id() == 0 ? A : B;
    const Lock second = cpu.id() == 0 ? B : A;
    if (!cpu.lock(first)) return;
    cpu.lock_unlock(second);
    cpu.unlock(first);
}

/// Stands for a slow CPU: takes no lock, and lasts longer than the other's first ABBA check.
void nmi(Cpu& cpu) {
    cpu.hold(slow);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true},
                            .worst_wait = slow + millisecond};
    if (revision >= Revision::entry_first) expectation.classes.insert(Class::deadlock_false);
    return expectation;
}

const Registration registration{{
    .name = "abba-misdiagnosis",
    .claim = "a lock that was just released may be taken for one half of a deadlock while its CPU is slow (a "
             "long NMI: there is no slow-CPU mode yet)",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 2,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"unlock."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
