// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Lock X = A;
constexpr Nanoseconds timeout = 250 * millisecond;
constexpr Nanoseconds hold_time = timeout + millisecond;

// CPU 0 gives X up while CPU 1, which has B and waits for X, checks for deadlocks. Then CPU 0 takes C into
// the entry that was X's and attempts B: if CPU 1 sees the count that has grown again, and not yet that X is
// gone, it sees half of a deadlock that never was.
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

const Registration registration{{
    .name = "release-entry-barrier",
    .claim = "an attempt that has failed is never half of another CPU's deadlock",
    .source = "review of entry-first, beb7021a6003",
    .cpus = {3},
    .locks = 3,
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, hold_time}},
}};

}  // namespace
}  // namespace scenarios
