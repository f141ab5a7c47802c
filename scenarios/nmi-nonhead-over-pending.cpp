// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds owner_stays = millisecond;

// The other CPUs attempt the lock while CPU 2 has it.
void task(Cpu& cpu) {
    if (cpu.id() != 2) {
        cpu.hold(millisecond);
        return cpu.lock_unlock(A);
    }
    cpu.lock_hold_unlock(A, millisecond + owner_stays);
}

const Expectations expected{
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
    // Between the pending bit and the held entry there is no queue, but nothing to diagnose either.
    {nmi_trylock, {acquired, deadlock_true, timeout_missed}, 250_ms},
    {entry_first, {acquired, deadlock_true}, owner_stays + 1_ms},
    // An entry whose attempt has no place in line yet leads to a false deadlock, which is accepted.
    {aa_first, {acquired, deadlock_true, deadlock_false}, owner_stays},
    // Such an entry can also make the NMI a sole head with a deadlock.
    {nmi_queue, {acquired, deadlock_true, deadlock_false, sent_away, timeout_missed}, 500_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_true, deadlock_false}, owner_stays},
    {v6_18_y, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
};

const Registration registration{{
    .name = "nmi-nonhead-over-pending",
    .claim =
        "an NMI that interrupts the pending waiter and queues behind a head costs at most the head's timeout",
    .source = "nmi-queue, 81d5a6a43859; aa-before-queue, 087849cca31d",
    .cpus = {3},
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"pending.", "grab."}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
