// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// The CPUs begin one after the other, in virtual time.
constexpr Nanoseconds step = millisecond / 8;
constexpr Nanoseconds long_hold = 510 * millisecond;
constexpr Nanoseconds late = 400 * millisecond;

// CPU 1 owns A and B, CPU 2 is pending on A, and CPU 3 on B when the NMI of CPU 0, which queues on A, gives
// up. The program at contention_end attempts B then: above a node that is counted still it has none.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.hold(2 * step);
            return cpu.lock_unlock(C);
        case 1:
            if (!cpu.lock(B)) return;
            if (cpu.lock(A)) {
                cpu.hold(long_hold);
                cpu.unlock(A);
            }
            return cpu.unlock(B);
        case 2:
            cpu.hold(step);
            return cpu.lock_unlock(A);
        default:
            cpu.hold(late);
            return cpu.lock_unlock(B);
    }
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void program(Cpu& cpu) {
    if (cpu.id() == 0) cpu.lock_unlock(B);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::timeout_early},
                            .worst_wait = 500 * millisecond};
    if (revision >= Revision::trylock_once) expectation.classes.insert(Class::busy);
    // The program waits for the owner of what was attempted in vain, whose entry is still there.
    if (revision < Revision::trylock_once) {
        expectation.classes.insert(Class::deadlock_false);
        expectation.worst_wait += millisecond;
    }
    // An NMI that never queues gives up after 250 ms.
    if (revision >= Revision::nmi_trylock && revision < Revision::nmi_queue)
        expectation.worst_wait = 251 * millisecond;
    return expectation;
}

const Registration registration{{
    .name = "tracepoint-nmi-error",
    .claim = "at contention_end of an attempt that fails its node is counted",
    .source = "v6.15; nmi-queue, 81d5a6a43859",
    .cpus = {.min = 4, .max = 4, .natural = 4},
    .locks = 3,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .contention_end = program,
    .window = {"grab.entry"},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
