// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag all_owned{0};
constexpr unsigned contexts = 4;

/// One lock after the other is given back, in virtual time.
constexpr Nanoseconds step = millisecond / 8;

// CPU 1 owns all four locks, CPUs 2 to 5 are pending on one each: every attempt of CPU 0 reaches the queue,
// the task's, the trace program's, the softirq's and the hardirq's.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            for (unsigned i = 0; i < contexts; ++i) cpu.await_pending(lock_number(i));
            return cpu.lock_unlock(lock_number(0));
        case 1:
            for (unsigned i = 0; i < contexts; ++i) {
                if (!cpu.lock(lock_number(i))) return;
            }
            cpu.signal(all_owned);
            for (unsigned i = contexts; i > 0; --i) {
                cpu.hold(step);
                cpu.unlock(lock_number(i - 1));
            }
            return;
        default:
            cpu.await(all_owned);
            return cpu.lock_unlock(lock_number(cpu.id() - 2));
    }
}

void program(Cpu& cpu) {
    cpu.lock_unlock(lock_number(1));
}
void softirq(Cpu& cpu) {
    cpu.lock_unlock(lock_number(2));
}
void hardirq(Cpu& cpu) {
    cpu.lock_unlock(lock_number(3));
}

// Where a node is counted, and its attempt not yet in line.
const Window counted{"queue.init_locked"};

const Registration registration{{
    .name = "nest-limit",
    .claim = "the four contexts below an NMI have a node each, and wait in it",
    .source = "v6.15",
    .cpus = {6},
    .locks = contexts,
    .task = task,
    .handlers = {.hardirq = {.program = hardirq, .cpus = {0}, .window = counted},
                 .softirq = {.program = softirq, .cpus = {0}, .window = counted}},
    .contention_begin = program,
    .in_step = true,
    .expected = {{initial, {acquired}}},
}};

}  // namespace
}  // namespace scenarios
