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
        // The fast path has its lock-entry window, the unlock that between the cleared entry and the release.
        expectation.classes.insert(Class::timeout_missed);
        expectation.worst_wait = 1000 * millisecond;
    }
    // As in tas: an entry without the lock, which is accepted.
    if (revision >= Revision::aa_first) expectation.classes.insert(Class::deadlock_false);
    if (paravirt_entry.is_in(revision)) {
        // Two entries for one attempt: it finds itself below its top, and unlock takes one back.
        expectation.classes.insert(Class::deadlock_false);
        expectation.fails(FailureKind::leak, paravirt_entry);
    }
    return expectation;
}

const Registration registration{{
    .name = "paravirt",
    .claim = "the test-and-set lock excludes, diagnoses AA, and gives up after 1 s",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 1,
    .form = Form::paravirt,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
