// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Nanoseconds hold_time = 990 * millisecond;

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
    .name = "tas-patience",
    .claim = "a CPU that waits for a test-and-set lock takes it if it is free within one second",
    .source = "v6.15",
    .cpus = {2},
    .form = Form::test_and_set,
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired}, hold_time}},
}};

}  // namespace
}  // namespace scenarios
