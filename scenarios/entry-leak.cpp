// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 attempts the lock while it holds it: as pending waiter, as head or behind a head, because each other
// CPU comes in time or late. Then CPU 0 attempts the lock once more: an entry that was left behind would look
// like a deadlock.
void task(Cpu& cpu) {
    if (cpu.id() != 0) {
        cpu.hold((cpu.choose(2) == 0 ? 1 : 3) * millisecond);
        return cpu.lock_unlock(A);
    }
    if (cpu.lock(A)) {
        cpu.hold(2 * millisecond);
        cpu.lock_unlock(A);
        cpu.unlock(A);
    }
    cpu.lock_unlock(A);
}

const Expectations expected{
    // A waiter behind a head checks nothing. The head times out, and the pending waiter before it.
    {initial, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
    {aa_before_queue, {acquired, deadlock_true}, 1_ms},
    {v6_18_y, {acquired, deadlock_true, sent_away, timeout_missed}, 500_ms},
};

const Registration registration{{
    .name = "entry-leak",
    .claim = "a failed attempt takes its held entry back, whichever way it fails",
    .source = "review of entry-first, beb7021a6003",
    .cpus = {.min = 1, .max = 3},
    .task = task,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
