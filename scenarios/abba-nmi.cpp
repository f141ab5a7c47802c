// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(cpu.id() == 0 ? A : B);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(cpu.id() == 0 ? B : A);
}

// Before `entry-first` an NMI may land where its task's lock is not in the table: nobody sees the cycle then.
std::optional<Expectation> expected(Revision revision, unsigned) {
    if (revision < Revision::entry_first) {
        return Expectation{.classes = {Class::acquired, Class::deadlock_true, Class::timeout_missed},
                           .worst_wait = 250 * millisecond};
    }
    return Expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
}

const Registration registration{{
    .name = "abba-nmi",
    .claim = "tasks and NMIs that take two locks crosswise learn of the deadlock",
    .source = "v6.15; entry-first, beb7021a6003",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 2,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
