// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// The window is between the cmpxchg, or with a second CPU the pending bit, and the held entry.
const Expectations expected{
    // With a second CPU that is pending, the NMI of `initial` is head of the queue: twice the timeout.
    {initial, with_cpus(1), {acquired, timeout_missed}, 250_ms},
    {initial, with_cpus(2), {acquired, timeout_missed}, 500_ms},
    {nmi_trylock, {acquired, timeout_missed}, 250_ms},
    // Closed.
    {entry_first, {acquired}},
    // What is left is accepted: an entry without the lock yet, while another CPU has it, reads as a
    // deadlock. Before `aa-first` no check is made until the other CPU is gone.
    {aa_first, with_cpus(2), {acquired, deadlock_false}},
    // Closed, and no check looks at once.
    {v6_18_y, {acquired}},
};

const Registration registration{{
    .name = "nmi-lock-entry",
    .claim = "an NMI between taking the lock and grabbing its held entry does not cost a timeout",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 1, .max = 2},
    .task = lock_unlock(A),
    .handlers = {.nmi = {.program = lock_unlock(A), .cpus = {0}, .window = {"fast.", "grab."}}},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
