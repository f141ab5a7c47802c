// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(cpu.id() == 0 ? A : B);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(cpu.id() == 0 ? B : A);
}

// Before `entry-first` an NMI may land at a place where the table does not have its task's lock. No check
// sees the cycle then.
const Expectations expected{
    {initial, {acquired, deadlock_true, timeout_missed}, 250_ms},
    {entry_first, {acquired, deadlock_true}, 1_ms},
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "abba-nmi",
    .claim = "tasks and NMIs that take two locks crosswise learn of the deadlock",
    .source = "v6.15; entry-first, beb7021a6003",
    .cpus = {2},
    .locks = 2,
    .task = task,
    .handlers = {.nmi = {.program = nmi}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
