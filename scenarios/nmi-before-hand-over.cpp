// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Nanoseconds longer_than_a_head_waits = 502 * millisecond;

void nmi(Cpu& cpu) {
    cpu.hold(longer_than_a_head_waits);
}

const Registration registration{{
    .name = "nmi-before-hand-over",
    .claim = "a CPU behind the head has no timeout: the time of its wait begins when it is the head",
    .source = "v6.15",
    .cpus = {4},
    // CPU 0 owns the lock, CPU 1 is pending, CPU 2 is the head and CPU 3 is behind it. CPU 2 gets the lock,
    // and an NMI arrives before CPU 2 makes CPU 3 the head.
    .task = queue_up({.owner_stays = 4 * step}),
    .handlers = {.nmi = {.program = nmi, .cpus = {2}, .window = {"head.hand_over"}}},
    .expected = {{initial, {acquired}, longer_than_a_head_waits}},
}};

}  // namespace
}  // namespace scenarios
