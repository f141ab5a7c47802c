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

std::optional<Expectation> expected(Revision revision, unsigned cpus) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}};
    if (revision < Revision::aa_first) expectation.worst_wait = millisecond;
    if (cpus > 1 && (revision == Revision::nmi_queue || revision == Revision::trylock_once)) {
        // The NMI queues, diagnoses its deadlock as a sole head, and waits for somebody behind it.
        expectation.classes.insert(Class::timeout_needed);
        expectation.worst_wait = 250 * millisecond;
        expectation.failures = {FailureKind::stuck};
        expectation.finding = "F2";
    }
    return expectation;
}

const Registration registration{{
    .name = "nmi-aa-latency",
    .claim = "an NMI in the critical section learns of its deadlock at once",
    .source = "aa-first, 5860f5ce479f",
    .cpus = {.min = 1, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"section."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
