// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 queues on A behind CPU 2, which is pending. Its NMI wants B when CPU 1 passes B on to CPU 3 and takes
// it again.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(millisecond);
            return cpu.lock_unlock(A);
        case 1:
            if (!cpu.lock(A)) return;
            if (cpu.lock(B)) {
                cpu.hold(2 * millisecond);
                cpu.unlock(B);
                cpu.lock_unlock(B);
            }
            cpu.hold(millisecond);
            return cpu.unlock(A);
        default:
            cpu.hold(millisecond / 2);
            return cpu.lock_unlock(cpu.id() == 2 ? A : B);
    }
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(B);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.worst_wait = 2 * millisecond};
    if (revision == Revision::initial) return expectation;
    if (undone_pending.is_in(revision)) {
        // The NMI's pending bit keeps CPU 1, the head of the queue on B, from taking the whole word.
        expectation.classes.insert(Class::timeout_needed);
        expectation.worst_wait = 500 * millisecond;
        expectation.fails(FailureKind::stuck, undone_pending);
    }
    if (revision >= Revision::trylock_once) expectation.classes.insert(Class::busy);
    return expectation;
}

const Registration registration{{
    .name = "nmi-trylock-lost",
    .claim =
        "an NMI above a queued waiter is busy at once, also where another CPU is faster than its trylock",
    .source = "trylock-once, 30dc2f7025fe",
    .cpus = {.min = 4, .max = 4, .natural = 4},
    .locks = 2,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"head.wait"},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
