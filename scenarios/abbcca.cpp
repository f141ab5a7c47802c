// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Lock ring[] = {A, B, C};

void task(Cpu& cpu) {
    const Lock first = ring[cpu.id()];
    if (!cpu.lock(first)) return;
    cpu.lock_unlock(ring[(cpu.id() + 1) % 3]);
    cpu.unlock(first);
}

const Registration registration{{
    .name = "abbcca",
    .claim = "three CPUs that take three locks in a ring end their deadlock by a timeout",
    .source = "v6.15",
    .cpus = {3},
    .locks = 3,
    .task = task,
    // AA and ABBA checks do not see a cycle of three.
    .expected = {{initial, {acquired, timeout_needed}, 250_ms}},
}};

}  // namespace
}  // namespace scenarios
