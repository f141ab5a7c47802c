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

const Expectations expected{
    // The AA check is a millisecond later.
    {initial, {acquired, deadlock_false, timeout_early}, 501_ms},
    {aa_first, {acquired, deadlock_false, timeout_early}, 500_ms},
};

const Registration registration{{
    .name = "nmi-error",
    .claim = "an attempt that fails gives its node back before its entry",
    .source = "v6.15",
    .cpus = {3},
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {2}, .window = {"queue.count_drop"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
