// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// The window is from the cmpxchg, or with a second CPU from the pending bit, to the held entry.
const Expectations expected{
    // If a second CPU is pending, the NMI of `initial` is the head of the queue: twice the timeout.
    {initial, with_cpus(1), {acquired, timeout_missed}, 250_ms},
    {initial, with_cpus(2), {acquired, timeout_missed}, 500_ms},
    {nmi_trylock, {acquired, timeout_missed}, 250_ms},
    // The window is closed.
    {entry_first, {acquired}},
    // The rest is accepted: an entry whose attempt has no lock yet, while another CPU holds it, looks like a
    // deadlock. Before `aa-first` no check runs until the other CPU is gone.
    {aa_first, with_cpus(2), {acquired, deadlock_false}},
    // The window is closed, and no check looks at once.
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
