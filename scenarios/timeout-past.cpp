// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Nanoseconds timeout = 250 * millisecond;

// Before the waiter's next check for deadlocks is due.
constexpr Nanoseconds hold_time = timeout + 100;

void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        cpu.await(owned);
        return cpu.lock_unlock(A);
    }
    if (!cpu.lock(A)) return;
    cpu.signal(owned);
    cpu.hold(hold_time);
    cpu.unlock(A);
}

const Registration registration{{
    .name = "timeout-past",
    .claim = "a pending waiter gives up right after 250 ms, not with its next check for deadlocks",
    .source = "v6.15",
    .cpus = {2},
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, timeout}},
}};

}  // namespace
}  // namespace scenarios
