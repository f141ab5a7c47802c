// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    // The race is an error only in a memory model in which not every load is an acquire.
    {initial, {acquired}, 0_ms, x86_acquire},
    {fix_x86_acquire, {acquired}},
    {v6_18_y, {acquired}, 0_ms, x86_acquire},
    {v6_18_y.with(Change::fix_x86_acquire), {acquired}},
};

const Registration registration{{
    .name = "x86-pending",
    .claim = "on x86, where the pending bit and the other bits are read by two instructions, a CPU that "
             "waits gets the lock",
    .source = "v6.15, queued_fetch_set_pending_acquire of x86",
    .cpus = {.min = 2, .max = 3},
    .locks = 2,
    .arch = Arch::x86,
    .task = lock_unlock(A),
    // The NMI has a lock of its own: the other attempts have nothing to do with it.
    .handlers = {.nmi = {.program = lock_unlock(B),
                         .cpus = {0},
                         .window = {"pending.set_read", "pending.undo"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
