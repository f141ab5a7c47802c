// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 510 * millisecond;

void program(Cpu& cpu) {
    if (cpu.id() == 2) cpu.lock_unlock(A);
}

const Expectations expected{
    // The AA check comes a millisecond later.
    {initial, {acquired, deadlock_false, timeout_early}, 501_ms},
    {aa_first, {acquired, deadlock_false, timeout_early}, 500_ms},
    {v6_18_y, {acquired, deadlock_false, timeout_early}, 501_ms},
};

const Registration registration{{
    .name = "tracepoint-error",
    .claim = "contention_end is reached with an error too, before the entry of the attempt is cleared",
    .source = "v6.15",
    .cpus = {3},
    // CPU 1 is pending, CPU 2 is the head, and both give up. The program at contention_end attempts the lock
    // again: the entry of the failed attempt is still in the table.
    .task = queue_up({.owner_stays = hold_time}),
    .contention_end = program,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
