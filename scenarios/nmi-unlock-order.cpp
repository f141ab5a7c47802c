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

// The window is between the cleared entry and the release; from `entry-first` on their order is the other
// one, and an entry without the lock any more can read as a deadlock, which is accepted.
std::optional<Expectation> expected(Revision revision, unsigned cpus) {
    if (revision < Revision::entry_first) {
        const bool is_head = revision == Revision::initial && cpus > 1;
        return Expectation{.classes = {Class::acquired, Class::deadlock_true, Class::timeout_missed},
                           .worst_wait = (is_head ? 500 : 250) * millisecond};
    }
    if (revision == Revision::entry_first) {
        return Expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
    }
    if (cpus == 1) return Expectation{.classes = {Class::acquired, Class::deadlock_true}};

    const Classes classes{Class::acquired, Class::deadlock_true, Class::deadlock_false};
    if (revision == Revision::nmi_queue || revision == Revision::trylock_once) {
        // The NMI queues, diagnoses its deadlock as a sole head, and waits for somebody behind it.
        return Expectation{.classes = classes.with(Class::timeout_needed),
                           .worst_wait = 250 * millisecond,
                           .failures = {FailureKind::stuck},
                           .finding = "F2"};
    }
    return Expectation{.classes = classes};
}

const Registration registration{{
    .name = "nmi-unlock-order",
    .claim = "an NMI between releasing the lock and clearing its held entry does not cost a timeout",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 1, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"unlock."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
