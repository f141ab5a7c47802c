// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// The window is between the cleared entry and the release. From `entry-first` on the release comes first, and
// an entry whose lock is already free can look like a deadlock, which is accepted.
const Expectations expected{
    {initial, with_cpus(1), {acquired, deadlock_true, timeout_missed}, 250_ms},
    // The NMI is the head of the queue.
    {initial, with_cpus(2), {acquired, deadlock_true, timeout_missed}, 500_ms},
    {nmi_trylock, {acquired, deadlock_true, timeout_missed}, 250_ms},
    {entry_first, {acquired, deadlock_true}, 1_ms},
    {aa_first, with_cpus(1), {acquired, deadlock_true}},
    {aa_first, with_cpus(2), {acquired, deadlock_true, deadlock_false}},
    // The NMI queues, diagnoses its deadlock as a sole head, and waits for a CPU behind it.
    {nmi_queue, with_cpus(2), {acquired, deadlock_true, deadlock_false, timeout_needed}, 250_ms, sole_head},
    {aa_before_queue, with_cpus(2), {acquired, deadlock_true, deadlock_false}},
    {v6_18_y, {acquired, deadlock_true}, 1_ms},
};

const Registration registration{{
    .name = "nmi-unlock-order",
    .claim = "an NMI between releasing the lock and clearing its held entry does not cost a timeout",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 1, .max = 2},
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"unlock."}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
