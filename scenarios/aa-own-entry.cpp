// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// Long enough for the checks of the waiters.
constexpr Nanoseconds hold_time = 2 * millisecond;

void task(Cpu& cpu) {
    cpu.lock_hold_unlock(A, hold_time);
}

const Expectations expected{
    {initial, with_cpus(2), {acquired}, hold_time},
    {initial, with_cpus(3), {acquired}, 2 * hold_time},
};

const Registration registration{{
    .name = "aa-own-entry",
    .claim = "a waiter's own entry, on top of its table, is never taken for a deadlock",
    .source = "review of aa-first, 5860f5ce479f",
    .cpus = {.min = 2, .max = 3},
    .task = task,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
