// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock_irqsave(A);
}

const Registration registration{{
    .name = "irq-mask",
    .claim = "no hardirq arrives between lock_irqsave and the end of unlock_irqrestore",
    .source = "v6.15",
    .cpus = {.min = 1, .max = 2},
    .task = task,
    // The hardirq takes the same lock on the same CPU. If it interrupted the attempt or the section, it would
    // be a deadlock.
    .handlers = {.hardirq = {.program = lock_unlock(A), .cpus = {0}}},
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
