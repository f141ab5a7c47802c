// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Nanoseconds longer_than_a_wait = 300 * millisecond;

// CPU 0 attempts B in vain, then takes A, both with hardirqs masked. Then it takes A with hardirqs open: a
// hardirq that arrives in this section sees a deadlock. It only arrives if both masks have been undone.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        if (!cpu.lock(B)) return;
        cpu.signal(owned);
        cpu.hold(longer_than_a_wait);
        return cpu.unlock(B);
    }
    cpu.await(owned);
    cpu.lock_unlock_irqsave(B);
    cpu.lock_unlock_irqsave(A);
    cpu.lock_unlock(A);
}

const Registration registration{{
    .name = "irq-mask-ends",
    .claim = "after unlock_irqrestore, and after an error of lock_irqsave, hardirqs arrive again",
    .source = "v6.15",
    .cpus = {2},
    .locks = 2,
    .task = task,
    .handlers = {.hardirq = {.program = lock_unlock(A), .cpus = {0}, .window = {"section.exit"}}},
    .in_step = true,
    .expected = {{initial, {acquired, deadlock_true, timeout_early}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
