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
    const Classes checked{Class::acquired, Class::deadlock_true};
    const bool is_nmi_queue = revision == Revision::nmi_queue || revision == Revision::trylock_once;
    if (revision == Revision::initial || is_nmi_queue) {
        // The NMI checks nothing; the head's check does not know of it. The history says 250 ms, but a head
        // waits for twice that.
        Expectation expectation{.classes = checked.with(Class::sent_away).with(Class::timeout_missed),
                                .worst_wait = 500 * millisecond};
        if (is_nmi_queue) {
            // As in nmi-aa-latency: the NMI may be a sole head itself.
            expectation.classes.insert(Class::timeout_needed);
            expectation.failures = {FailureKind::stuck};
            expectation.finding = "F2";
        }
        return expectation;
    }
    return Expectation{.classes = checked, .worst_wait = revision < Revision::aa_first ? millisecond : 0};
}

const Registration registration{{
    .name = "nmi-nonhead-over-owner",
    .claim = "an NMI that interrupts the owner and queues behind a head costs at most the head's timeout",
    .source = "nmi-queue, 81d5a6a43859; aa-before-queue, 087849cca31d",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"section.exit"},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
