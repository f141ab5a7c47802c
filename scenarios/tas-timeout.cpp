// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Nanoseconds hold_time = 1010 * millisecond;

void task(Cpu& cpu) {
    if (cpu.id() != 0) {
        cpu.await(owned);
        return cpu.lock_unlock(A);
    }
    if (!cpu.lock(A)) return;
    cpu.signal(owned);
    cpu.hold(hold_time);
    cpu.unlock(A);
}

const Registration registration{{
    .name = "tas-timeout",
    .claim = "a CPU that waits for a test-and-set lock gives up after one second",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::test_and_set,
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, 1000_ms}},
}};

}  // namespace
}  // namespace scenarios
