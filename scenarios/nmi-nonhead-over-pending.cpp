// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds owner_stays = millisecond;

// The others come while CPU 2 has the lock.
void task(Cpu& cpu) {
    if (cpu.id() != 2) {
        cpu.hold(millisecond);
        return cpu.lock_unlock(A);
    }
    if (!cpu.lock(A)) return;
    cpu.hold(millisecond + owner_stays);
    cpu.unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    const Classes checked{Class::acquired, Class::deadlock_true};
    if (revision == Revision::initial) {
        return Expectation{.classes = checked.with(Class::sent_away).with(Class::timeout_missed),
                           .worst_wait = 500 * millisecond};
    }
    if (revision < Revision::entry_first) {
        // Between the pending bit and the held entry: no queue, but nothing to diagnose either.
        return Expectation{.classes = checked.with(Class::timeout_missed), .worst_wait = 250 * millisecond};
    }
    if (revision == Revision::entry_first) {
        return Expectation{.classes = checked, .worst_wait = owner_stays + millisecond};
    }
    // An entry without a place in line yet is a false deadlock, which is accepted.
    Expectation expectation{.classes = checked.with(Class::deadlock_false), .worst_wait = owner_stays};
    if (revision == Revision::nmi_queue || revision == Revision::trylock_once) {
        // There it makes the NMI a sole head with a deadlock, too.
        expectation.classes.insert(Class::sent_away);
        expectation.classes.insert(Class::timeout_missed);
        expectation.worst_wait = 500 * millisecond;
        expectation.failures = {FailureKind::stuck};
        expectation.finding = "F2";
    }
    return expectation;
}

const Registration registration{{
    .name = "nmi-nonhead-over-pending",
    .claim =
        "an NMI that interrupts the pending waiter and queues behind a head costs at most the head's timeout",
    .source = "nmi-queue, 81d5a6a43859; aa-before-queue, 087849cca31d",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"pending.", "grab."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
