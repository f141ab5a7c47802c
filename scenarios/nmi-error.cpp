// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// The CPUs begin one after the other, in virtual time.
constexpr Nanoseconds step = millisecond / 8;
constexpr Nanoseconds hold_time = 510 * millisecond;

// CPU 1 is pending, CPU 2 the head, and both give up. An NMI of CPU 2 arrives when the node is given back:
// the entry of the failed attempt is still in the table.
void task(Cpu& cpu) {
    cpu.hold(cpu.id() * step);
    if (!cpu.lock(A)) return;
    if (cpu.id() == 0) cpu.hold(hold_time);
    cpu.unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::timeout_early, Class::deadlock_false},
                            .worst_wait = 500 * millisecond};
    // The AA check is a millisecond later.
    if (revision < Revision::aa_first) expectation.worst_wait += millisecond;
    return expectation;
}

const Registration registration{{
    .name = "nmi-error",
    .claim = "an attempt that fails gives its node back before its entry",
    .source = "v6.15",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({2}),
    .window = {"queue.count_drop"},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
