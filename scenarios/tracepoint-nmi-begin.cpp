// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void program(Cpu& cpu) {
    if (cpu.id() == 0) cpu.lock_unlock(B);
}

const Expectations expected{
    {initial, {acquired}},
    {trylock_once, {acquired, busy}},
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "tracepoint-nmi-begin",
    .claim = "at contention_begin the node of an attempt is counted",
    .source = "v6.15; nmi-queue, 81d5a6a43859",
    .cpus = {4},
    .locks = 3,
    // CPU 1 owns A and B, CPU 2 is pending on A and CPU 3 on B. CPU 0's NMI queues on A, and the program at
    // contention_begin attempts B. It gets no node, because the NMI's node is counted already.
    .task = contend_for_two,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"grab.entry"}}},
    .contention_begin = program,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
