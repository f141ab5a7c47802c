// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Lock X = A;
constexpr Nanoseconds timeout = 250 * millisecond;
constexpr Nanoseconds hold_time = timeout + millisecond;

// CPU 0 gives up its attempt on X while CPU 1, which has B and waits for X, checks for deadlocks. Then CPU 0
// takes C into the entry that X had, and attempts B. CPU 1 reads a count of two. The top entry depends on the
// count, so CPU 1 reads B there and no older value. The entry below does not depend on it: it can still be X,
// as if CPU 0 had the lock for which CPU 1 waits. In truth CPU 2 has X.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            cpu.await(owned);
            cpu.lock_unlock(X);
            if (!cpu.lock(C)) return;
            cpu.lock_unlock(B);
            return cpu.unlock(C);
        case 1:
            if (!cpu.lock(B)) return;
            cpu.await_pending(X);
            cpu.lock_unlock(X);
            return cpu.unlock(B);
        default:
            if (!cpu.lock(X)) return;
            cpu.signal(owned);
            cpu.hold(hold_time);
            return cpu.unlock(X);
    }
}

const Expectations expected{
    {initial, {acquired, deadlock_false, timeout_early}, hold_time},
    // The misled head is alone in its queue, and never returns.
    {queue_kept, {acquired, timeout_early, timeout_needed}, hold_time, sole_head},
    {tail_reset, {acquired, deadlock_false, timeout_early}, hold_time},
    {v6_18_y, {acquired, deadlock_false, timeout_early}, hold_time},
};

const Registration registration{{
    .name = "abba-stale-entry",
    .claim = "an entry of the past, below a top entry of now, may be taken for half of a deadlock",
    .source = "v6.15: the check reads a remote count relaxed, and only the top entry depends on it",
    .cpus = {3},
    .locks = 3,
    .task = task,
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
