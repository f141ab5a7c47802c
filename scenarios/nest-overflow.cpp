// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag all_owned{0};
constexpr unsigned contexts = 5;

// Short enough to be over before the first check of those who wait, and one lock after the other: what they
// would read of each other is no business of this scenario, and makes it large.
constexpr Nanoseconds hold_time = millisecond / 8;

// CPU 1 owns all five locks, CPUs 2 to 6 are pending on one each, so that every attempt of CPU 0 comes to the
// queue: the task's, the trace program's, the softirq's, the hardirq's, and the NMI's, for which there is no
// node. Each has a lock of its own, or the AA check would keep it from queueing.
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
                cpu.hold(hold_time);
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
void nmi(Cpu& cpu) {
    cpu.lock_unlock(lock_number(4));
}

const Expectations expected{
    // The fallback spins: for less than a millisecond here, up to 250 ms if the lock does not come.
    {initial, {acquired}},
    {trylock_once, {acquired, busy}},
};

// Where a node is counted, and its attempt not yet in line.
const Window counted{"queue.init_locked"};

const Registration registration{{
    .name = "nest-overflow",
    .claim = "a fifth context in the slow path finds no node and uses none: it falls back",
    .source = "v6.15; trylock-once, 30dc2f7025fe",
    .cpus = {7},
    .locks = contexts,
    .task = task,
    .handlers = {.nmi = {.program = nmi, .cpus = {0}, .window = counted},
                 .hardirq = {.program = hardirq, .cpus = {0}, .window = counted},
                 .softirq = {.program = softirq, .cpus = {0}, .window = counted}},
    .contention_begin = program,
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
