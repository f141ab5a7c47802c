// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(cpu.choose(2) == 0 ? A : B);
}

std::optional<Expectation> expected(Revision revision, unsigned cpus) {
    if (cpus < 3) return std::nullopt;  // two CPUs with an NMI on one make no queue
    if (revision == Revision::initial) {
        // The NMI queues behind the waiter that it interrupted, and waits without any timeout.
        return Expectation{.failures = {FailureKind::stuck}, .finding = "F1"};
    }
    if (revision == Revision::trylock_once) return Expectation{.classes = {Class::acquired, Class::busy}};
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}};
    if (revision < Revision::aa_first) expectation.worst_wait = millisecond;
    return expectation;
}

const Registration registration{{
    .name = "nmi-queue-interrupt",
    .claim = "an NMI that interrupts a queued waiter does not queue behind it",
    .source = "nmi-trylock, 0d80e7f951be",
    .cpus = {.min = 2, .max = 3, .natural = 3},
    .locks = 2,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"queue.wait", "head.wait"},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
