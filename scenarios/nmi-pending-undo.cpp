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
    if (revision == Revision::initial) {
        // An NMI queues there, so its pending bit is as good as a waiter behind the head. What is left is
        // nmi-nonhead-over-owner.
        return Expectation{.classes = checked.with(Class::sent_away).with(Class::timeout_missed),
                           .worst_wait = 500 * millisecond};
    }
    Expectation expectation{.classes = checked};
    // A pending bit that was taken back, and nobody behind the head.
    if (undone_pending.is_in(revision)) expectation.fails(FailureKind::stuck, undone_pending);
    if (revision >= Revision::entry_first) {
        // Between the release and the cleared entry, accepted.
        expectation.classes = {Class::acquired, Class::deadlock_false};
    }
    if (revision < Revision::nmi_queue) {
        // The NMI spins in vain for the lock that the head cannot return with.
        expectation.classes.insert(Class::timeout_needed);
        expectation.worst_wait = 250 * millisecond;
    }
    if (revision == Revision::nmi_queue || revision == Revision::trylock_once) {
        // This NMI queues, and is a sole head with a false deadlock instead.
        expectation.fails(FailureKind::stuck, sole_head);
    }
    return expectation;
}

const Registration registration{{
    .name = "nmi-pending-undo",
    .claim =
        "a head that lost the word to a pending bit, which was taken back then, finds somebody behind it",
    .source = "the slow path's last step",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"unlock.entry", "program.end"},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
