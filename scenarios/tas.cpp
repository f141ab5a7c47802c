// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}};
    if (revision < Revision::aa_first) expectation.worst_wait = millisecond;
    if (revision < Revision::entry_first) {
        // No lock-entry window, but the unlock is that of the queued lock: between the cleared entry and the
        // release nothing is known of the lock.
        expectation.classes.insert(Class::timeout_missed);
        expectation.worst_wait = 1000 * millisecond;
    }
    // An entry without the lock, yet or any more, is a false deadlock, which is accepted.
    if (revision >= Revision::aa_first) expectation.classes.insert(Class::deadlock_false);
    return expectation;
}

const Registration registration{{
    .name = "tas",
    .claim = "the test-and-set lock excludes, diagnoses AA, and gives up after 1 s",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 1,
    .form = Form::test_and_set,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
