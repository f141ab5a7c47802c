// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    if (cpu.id() == 2) return cpu.lock_unlock(B);
    lock_crosswise(cpu);
}

const Expectations expected{
    {initial, {acquired, deadlock_true}, 1_ms},
    // One of the two CPUs is the head of its own queue, and waits for a CPU behind it.
    {queue_kept, {acquired, deadlock_true}, 1_ms, sole_head},
    {tail_reset, {acquired, deadlock_true}, 1_ms},
    // A head that sees a deadlock ends its queue.
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "abba-third",
    .claim = "two CPUs that take two locks crosswise learn of the deadlock, and a third one gets its lock",
    .source = "v6.15",
    .cpus = {3},
    .locks = 2,
    .task = task,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
