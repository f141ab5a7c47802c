// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// Longer than any wait lasts. To become an owner that never releases, with the timeouts `needed`, once there
// is one.
constexpr Nanoseconds hold_time = 10'000 * millisecond;

void task(Cpu& cpu) {
    if (!cpu.lock(A)) {
        // The lock must be as good as new after the late release.
        cpu.hold(2 * hold_time);
        return cpu.lock_unlock(A);
    }
    if (cpu.id() == 0) cpu.hold(hold_time);
    cpu.unlock(A);
}

std::optional<Expectation> expected(Revision, unsigned) {
    return Expectation{.classes = {Class::acquired, Class::timeout_early}, .worst_wait = 250 * millisecond};
}

const Registration registration{{
    .name = "timeout-pending",
    .claim = "a pending waiter whose owner does not release leaves after 250 ms and clears pending",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
