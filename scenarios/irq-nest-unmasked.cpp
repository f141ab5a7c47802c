// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// This is documented misuse, so the failure is no finding. The AA check before queueing sees every attempt
// below it, which the history does not promise.
const Expectations expected{
    {initial, {acquired}, 0_ms, FailureKind::stuck},
    {aa_before_queue, {acquired, deadlock_true}},
    {v6_18_y, {acquired}, 0_ms, FailureKind::stuck},
};

const Registration registration{{
    .name = "irq-nest-unmasked",
    .claim =
        "without irqsave, which is misuse, a hardirq may queue behind what it interrupted: what happens?",
    .source = "v6.15, documentation",
    .cpus = {3},
    .task = lock_unlock(A),
    // Only where the task is queued: without a window a revision takes up to 2 million executions and a
    // minute, and the results include what NMIs show as well.
    .handlers = {.hardirq = {.program = lock_unlock(A), .cpus = {0}, .window = {"queue.wait", "head."}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
