// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    if (cpu.id() != 0) return cpu.lock_unlock(A);
    if (!cpu.lock(A)) return;
    const bool both = cpu.lock(B);
    cpu.unlock(A);
    if (both) cpu.unlock(B);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(cpu.choose(2) == 0 ? A : B);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    // B is held and no longer in the table: an NMI that wants it waits in vain.
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true, Class::timeout_missed},
                            .worst_wait = 250 * millisecond};
    // A is in it, and no longer held: an NMI that would get it takes that for a deadlock.
    if (revision >= Revision::aa_first) expectation.classes.insert(Class::deadlock_false);
    if (revision == Revision::nmi_queue || revision == Revision::trylock_once) {
        // No misuse in that: as in nmi-aa-latency.
        expectation.classes.insert(Class::timeout_needed);
        expectation.failures = {FailureKind::stuck};
        expectation.finding = "F2";
    }
    return expectation;
}

const Registration registration{{
    .name = "out-of-order-unlock",
    .claim = "unlocks in the order of the locks are not supported: what goes wrong?",
    .source = "v6.15, documentation",
    .cpus = {.min = 1, .max = 2, .natural = 2},
    .locks = 2,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"section."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
