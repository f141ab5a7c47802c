// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    {initial, {acquired}},
    // The attempt below has its entry and is not in line yet: the program would get the lock. This is
    // accepted. The program queues, diagnoses a deadlock as a sole head, and waits for a CPU behind it.
    {aa_first, {acquired, deadlock_false}, 0_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_false}},
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "tracepoint-begin",
    .claim = "a program at contention_begin that takes the same lock, or another, ends and leaks nothing",
    .source = "v6.15",
    .cpus = {3},
    .locks = 2,
    .task = lock_unlock(A),
    .contention_begin = lock_unlock_one_of(A, B),
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
