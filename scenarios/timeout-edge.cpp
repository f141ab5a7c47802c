// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void nmi(Cpu& cpu) {
    cpu.hold(cpu.choose(2) == 0 ? pending_timeout : pending_timeout + millisecond);
}

const Registration registration{{
    .name = "timeout-edge",
    .claim = "a pending waiter does not give up before 250 ms are past, and never when the lock is free",
    .source = "v6.15",
    .cpus = {2},
    // The owner releases the lock just when the time of the wait is over. An NMI above the waiter ends at the
    // same time, or a little later, when the lock is free.
    .task = wait_for_owner(pending_timeout),
    .handlers = {.nmi = {.program = nmi, .cpus = {1}, .window = {"pending.wait"}}},
    .in_step = true,
    .expected = {{initial, {acquired}, 501_ms}},
}};

}  // namespace
}  // namespace scenarios
