// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 owns the lock, CPU 1 is pending, CPU 2 is the head. CPU 0 releases the lock to CPU 1 and queues
// behind CPU 2. CPU 2 has its turn and hands over to CPU 0. An NMI may delay CPU 0 there. Then CPU 2 queues
// again, behind CPU 0 and in the node that it used before, and CPU 1 queues behind CPU 2.
void task(Cpu& cpu) {
    constexpr unsigned stays[] = {3, 1, 0};
    constexpr unsigned pauses[] = {0, 2, 1};
    cpu.hold(cpu.id() * step);
    if (!cpu.lock(A)) return;
    cpu.hold(stays[cpu.id()] * step);
    cpu.unlock(A);
    cpu.hold(pauses[cpu.id()] * step);
    cpu.lock_unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.hold(3 * step);
}

const Registration registration{{
    .name = "queue-late-head",
    .claim = "a CPU that queues again before the next head goes on hands over to the CPU behind it",
    .source = "v6.15, queue nodes are used again",
    .cpus = {3},
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = {"queue.read_next"}}},
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
