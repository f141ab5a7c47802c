// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(A);
}

// Documented misuse, so the failure is no finding. The AA check before queueing sees every attempt below,
// which the history does not promise.
std::optional<Expectation> expected(Revision revision, unsigned) {
    if (revision >= Revision::aa_before_queue) {
        return Expectation{.classes = {Class::acquired, Class::deadlock_true}};
    }
    return Expectation{.failures = {FailureKind::stuck}};
}

const Registration registration{{
    .name = "irq-nest-unmasked",
    .claim =
        "without irqsave, which is misuse, a hardirq may queue behind what it interrupted: what happens?",
    .source = "v6.15, documentation",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 1,
    .task = task,
    .hardirq = task,
    .hardirqs = 1,
    .hardirq_cpus = CpuSet::of({0}),
    // Where the task is queued. Anywhere takes up to 2 million executions and a minute for a revision, and
    // mixes in what NMIs show as well.
    .window = {"queue.wait", "head."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
