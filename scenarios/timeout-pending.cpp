// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// Longer than any wait: a timeout is early then, and needed where the owner never releases.
constexpr Nanoseconds hold_time = 10'000 * millisecond;

void task(Cpu& cpu) {
    if (!cpu.lock(A)) {
        // After the late release the lock must be as good as new.
        cpu.hold(2 * hold_time);
        return cpu.lock_unlock(A);
    }
    if (cpu.id() == 0) {
        if (cpu.choose(2) == 0) return;
        cpu.hold(hold_time);
    }
    cpu.unlock(A);
}

const Registration registration{{
    .name = "timeout-pending",
    .claim = "a pending waiter whose owner does not release leaves after 250 ms and clears pending",
    .source = "v6.15",
    .cpus = {2},
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired, timeout_needed, timeout_early}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
