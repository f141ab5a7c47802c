// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};

// CPU 0 owns the lock until CPU 2, the head, is queued behind CPU 1, which is pending. An NMI arrives in CPU
// 0's unlock, when the word names the queue.
void task(Cpu& cpu) {
    switch (cpu.id()) {
        case 0:
            if (!cpu.lock(A)) return;
            cpu.signal(owned);
            cpu.await_queued(A, 2);
            return cpu.unlock(A);
        case 1:
            cpu.await(owned);
            return cpu.lock_unlock(A);
        default:
            cpu.await_pending(A);
            return cpu.lock_unlock(A);
    }
}

const Expectations expected{
    // The NMI queues, above the owner for which both others wait.
    {initial, {acquired, sent_away, timeout_missed}, 500_ms},
    // The entry is cleared before the release: the NMI is above an owner.
    {nmi_trylock, {acquired, deadlock_true}, 1_ms},
    {entry_first, {acquired}},
    // Between the release and the cleared entry: accepted.
    {aa_first, {acquired, deadlock_false}},
    {nmi_queue, {acquired, deadlock_false}, 0_ms, sole_head},
    {aa_before_queue, {acquired, deadlock_false}},
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "nmi-undo-tail",
    .claim = "an attempt that sees a queue in the word leaves the pending bit alone",
    .source = "v6.15",
    .cpus = {3},
    .task = task,
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"unlock.entry"}}},
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
