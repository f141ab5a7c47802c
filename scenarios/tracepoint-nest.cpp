// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr unsigned nodes = 4;

/// A raw program that runs in attempts on a lock, and attempts the next lock.
TraceProgram attempt_behind(unsigned lock) {
    return {.program = lock_unlock(lock_number(lock + 1)),
            .guard = TraceGuard::program,
            .lock = lock_number(lock)};
}

const Expectations expected{
    // The fallback spins: for less than a millisecond here, up to 250 ms if the lock stays taken.
    {initial, {acquired}},
    // The AA check of the NMI finds the entry of the attempt below, which waits and owns nothing.
    {aa_first, {acquired, deadlock_false}},
    // An NMI above a node does not wait either.
    {trylock_once, {acquired, busy}},
    // The AA check comes before the trylock.
    {aa_before_queue, {acquired, deadlock_false, busy}},
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "tracepoint-nest",
    .claim = "raw programs nest until no node is left, without an interrupt; an NMI above the fallback ends",
    .source = "v6.15; trylock-once, 30dc2f7025fe",
    .cpus = {nodes + 3},
    .locks = nodes + 1,
    // CPU 1 owns all locks, and one CPU is pending on each. So every attempt of CPU 0 reaches the queue: its
    // task's, and those of four programs, each in the attempt of the one before. The last finds no node.
    .task = contend_for(nodes + 1),
    .handlers = {.nmi = {.program = lock_unlock(lock_number(nodes)), .cpus = {0}, .window = {"fallback."}}},
    .contention_begin = {attempt_behind(0), attempt_behind(1), attempt_behind(2), attempt_behind(3)},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
