// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
constexpr Nanoseconds hold_time = 300 * millisecond;

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
    .name = "x86-timeout",
    .claim = "on x86 too the first waiter is pending, and gives up after 250 ms",
    .source = "v6.15, queued_fetch_set_pending_acquire of x86",
    .cpus = {2},
    .arch = Arch::x86,
    .task = task,
    .in_step = true,
    .expected = {{initial, {acquired, timeout_early}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
