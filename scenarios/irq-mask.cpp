// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock_irqsave(A);
}

// The hardirq takes the same lock on the same CPU: above the attempt or the section that would be a deadlock.
void hardirq(Cpu& cpu) {
    cpu.lock_unlock(A);
}

std::optional<Expectation> expected(Revision, unsigned) {
    return Expectation{.classes = {Class::acquired}};
}

const Registration registration{{
    .name = "irq-mask",
    .claim = "no hardirq arrives between lock_irqsave and the end of unlock_irqrestore",
    .source = "v6.15",
    .cpus = {.min = 1, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .hardirq = hardirq,
    .hardirqs = 1,
    .hardirq_cpus = CpuSet::of({0}),
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
