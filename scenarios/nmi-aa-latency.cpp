// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

const Expectations expected{
    {initial, {acquired, deadlock_true}, 1_ms},
    {aa_first, {acquired, deadlock_true}},
    // The NMI queues, diagnoses its deadlock as a sole head, and waits for a CPU behind it.
    {nmi_queue, with_cpus(2), {acquired, deadlock_true, timeout_needed}, 250_ms, sole_head},
    {aa_before_queue, with_cpus(2), {acquired, deadlock_true}},
    // No sole head waits. The AA check comes a millisecond later.
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "nmi-aa-latency",
    .claim = "an NMI in the critical section learns of its deadlock at once",
    .source = "aa-first, 5860f5ce479f",
    .cpus = {.min = 1, .max = 2},
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"section."}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
