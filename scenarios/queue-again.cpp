// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

/// Delays a CPU: the CPUs begin one after the other, in virtual time.
void after(Cpu& cpu, unsigned steps) {
    cpu.hold(steps * millisecond / 16);
}

// There are two rounds. In each round CPU 1 owns the lock and CPU 2 is pending. In the first round CPU 3 is
// the head, CPU 0 queues behind CPU 3, and CPU 4 behind CPU 0. In the second round CPU 4 is the head, with
// CPU 0 behind it. CPU 3 begins when the lock is passed on, and is behind CPU 0 or late. Each CPU queues in
// the node that it used before.
void task(Cpu& cpu) {
    constexpr unsigned places[5][2] = {{3, 3}, {0, 0}, {1, 1}, {2, 5}, {4, 2}};
    constexpr unsigned served = 5;
    for (unsigned round = 0; round < 2; ++round) {
        const unsigned place = places[cpu.id()][round];
        after(cpu, place);
        if (!cpu.lock(A)) return;
        if (cpu.id() == 1) after(cpu, served);
        cpu.unlock(A);
        // Each CPU has had its section when the round ends.
        if (round == 0) after(cpu, 1);
    }
}

const Registration registration{{
    .name = "queue-again",
    .claim = "a CPU that queues a second time waits for its turn, and hands over to the CPU behind it",
    .source = "v6.15, queue nodes are used again",
    .cpus = {5},
    .task = task,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
