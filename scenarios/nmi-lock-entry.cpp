// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void nmi(Cpu& cpu) {
    cpu.lock_unlock(A);
}

// The window is between the cmpxchg, or with a second CPU the pending bit, and the held entry.
std::optional<Expectation> expected(Revision revision, unsigned cpus) {
    if (revision < Revision::entry_first) {
        // With a second CPU that is pending, the NMI of `initial` is head of the queue: twice the timeout.
        const bool is_head = revision == Revision::initial && cpus > 1;
        return Expectation{.classes = {Class::acquired, Class::timeout_missed},
                           .worst_wait = (is_head ? 500 : 250) * millisecond};
    }
    // Closed. What is left is accepted: an entry without the lock yet, while another CPU has it, reads as a
    // deadlock. Before `aa-first` nobody looks until the other CPU is gone.
    if (cpus > 1 && revision >= Revision::aa_first) {
        return Expectation{.classes = {Class::acquired, Class::deadlock_false}};
    }
    return Expectation{};
}

const Registration registration{{
    .name = "nmi-lock-entry",
    .claim = "an NMI between taking the lock and grabbing its held entry does not cost a timeout",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 1, .max = 2, .natural = 2},
    .locks = 1,
    .task = task,
    .nmi = nmi,
    .nmis = 1,
    .nmi_cpus = CpuSet::of({0}),
    .window = {"fast.", "grab."},
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
