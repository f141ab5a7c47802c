// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPUs 1 and 2 pass A on. An NMI on CPU 0 wants it too, and that CPU is slow: its task wants nothing
// (`choose` says so) or is queued itself.
void task(Cpu& cpu) {
    if (cpu.id() == 0 && cpu.choose(2) == 0) return;
    cpu.lock_unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

// The queued task itself may become a head whose 500 ms pass.
std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::timeout_early},
                            .worst_wait = 500 * millisecond};
    if (revision == Revision::initial) {
        expectation.failures = {FailureKind::stuck};
        expectation.finding = "F1";
    } else if (revision == Revision::trylock_once) {
        expectation.classes.insert(Class::busy);
    } else {
        expectation.classes.insert(Class::deadlock_true);
    }
    // Before aa-first the check for the own deadlock comes later than the slow wait's deadline.
    if (revision >= Revision::nmi_trylock && revision < Revision::aa_first) {
        expectation.classes.insert(Class::timeout_missed);
    }
    return expectation;
}

const Registration registration{{
    .name = "nmi-trylock-starvation-queued",
    .claim = "an NMI above a queued waiter may spin until its timeout; since trylock-once it is busy at once",
    .source = "nmi-trylock, 0d80e7f951be; nmi-queue, 81d5a6a43859; trylock-once, 30dc2f7025fe",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .slow = 1,
    .slow_cpus = CpuSet::of({0}),
    .window = {"queue.wait", "head.wait"},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
