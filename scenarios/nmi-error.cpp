// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds hold_time = 510 * millisecond;

const Expectations expected{
    // The AA check comes a millisecond later.
    {initial, {acquired, deadlock_false, timeout_early}, 501_ms},
    {aa_first, {acquired, deadlock_false, timeout_early}, 500_ms},
    {v6_18_y, {acquired, deadlock_false, timeout_early}, 501_ms},
};

const Registration registration{{
    .name = "nmi-error",
    .claim = "an attempt that fails gives its node back before its entry",
    .source = "v6.15",
    .cpus = {3},
    // CPU 1 is pending, CPU 2 is the head, and both give up. An NMI arrives on CPU 2 when it gives its node
    // back: the entry of the failed attempt is still in the table.
    .task = queue_up({.owner_stays = hold_time}),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {2}, .window = {"queue.count_drop"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
