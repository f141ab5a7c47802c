// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// Longer than any wait: a timeout is early then, and needed where the owner never releases.
constexpr Nanoseconds hold_time = 10'000 * millisecond;

void task(Cpu& cpu) {
    if (cpu.id() != 0) cpu.hold(millisecond);
    if (!cpu.lock(A)) {
        // After the late release the lock must be as good as new.
        if (cpu.id() != 1) return;
        cpu.hold(2 * hold_time);
        return cpu.lock_unlock(A);
    }
    if (cpu.id() == 0) {
        if (cpu.choose(2) == 0) return;
        cpu.hold(hold_time);
    }
    cpu.unlock(A);
}

// A waiter that is sent away hears -EDEADLK before `queue-timeout`, -ETIMEDOUT since then.
const Expectations expected{
    {initial, {acquired, timeout_needed, timeout_early}, 500_ms},
    {initial, with_cpus(4), {acquired, sent_away, timeout_needed, timeout_early}, 500_ms},
};

const Registration registration{{
    .name = "timeout-head",
    .claim = "a head whose owner does not release leaves after 500 ms, and all behind it leave too",
    .source = "v6.15",
    .cpus = {.min = 3, .max = 4},
    .task = task,
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
