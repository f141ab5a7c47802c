// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    // An NMI queues there, so its pending bit is as good as a waiter behind the head. The remaining classes
    // are those of nmi-nonhead-over-owner.
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
    // A pending bit was undone, and no CPU is behind the head. The NMI spins in vain for the lock, which the
    // head has but cannot return with.
    {nmi_trylock, {acquired, deadlock_true, timeout_needed}, 250_ms, undone_pending},
    // Between the release and the cleared entry: accepted.
    {entry_first, {acquired, deadlock_false, timeout_needed}, 250_ms, undone_pending},
    // Here the NMI queues, and is a sole head with a false deadlock instead.
    {nmi_queue, {acquired, deadlock_false}, 0_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_false}, 0_ms, undone_pending},
    {fix_undone_pending, {acquired, deadlock_false}},
    // NMIs queue, and do not look for a deadlock at once.
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "nmi-pending-undo",
    .claim = "a head that lost the word to a pending bit, which was taken back then, finds a CPU behind it",
    .source = "the slow path's last step",
    .cpus = {3},
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"unlock.entry", "program.end"}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
