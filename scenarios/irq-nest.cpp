// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock_irqsave(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}};
    if (revision < Revision::entry_first) {
        // The NMI's windows in lock and unlock, of the task or of the hardirq.
        expectation.classes.insert(Class::timeout_missed);
        expectation.worst_wait = (revision == Revision::initial ? 500 : 250) * millisecond;
        if (revision == Revision::initial) {
            // The NMI interrupts the hardirq, which is queued.
            expectation.failures = {FailureKind::stuck};
            expectation.finding = "F1";
        }
        return expectation;
    }
    if (revision == Revision::entry_first) {
        expectation.worst_wait = millisecond;
        return expectation;
    }
    // An entry without the lock, accepted.
    expectation.classes.insert(Class::deadlock_false);
    if (revision == Revision::nmi_queue || revision == Revision::trylock_once) {
        // As in nmi-aa-latency: a sole head with a deadlock.
        expectation.classes.insert(Class::timeout_needed);
        expectation.worst_wait = 250 * millisecond;
        expectation.failures = {FailureKind::stuck};
        expectation.finding = "F2";
        if (revision == Revision::trylock_once) expectation.classes.insert(Class::busy);
    }
    return expectation;
}

const Registration registration{{
    .name = "irq-nest",
    .claim = "with irqsave a hardirq never interrupts an attempt or a section; NMIs do, as in a task",
    .source = "v6.15; nmi-queue, 81d5a6a43859",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .hardirq = task,
    .hardirqs = 1,
    .hardirq_cpus = CpuSet::of({0}),
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
