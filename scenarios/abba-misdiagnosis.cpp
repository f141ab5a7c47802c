// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

// CPU 0 still has A when it has given B away: no deadlock any more, whatever its table says.
std::optional<Expectation> expected(Revision revision, unsigned) {
    // The slow CPU's time may also pass to its deadline: in the deadlock, or while the other unlocks.
    Expectation expectation{
        .classes = {Class::acquired, Class::deadlock_true, Class::timeout_early, Class::timeout_missed},
        .worst_wait = 250 * millisecond};
    if (revision >= Revision::entry_first) expectation.classes.insert(Class::deadlock_false);
    return expectation;
}

const Registration registration{{
    .name = "abba-misdiagnosis",
    .claim = "a lock that was just released may be taken for one half of a deadlock by a check "
             "that comes while its CPU is slow",
    .source = "entry-first, beb7021a6003",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 2,
    .task = lock_crosswise,
    .slow = 1,
    .slow_cpus = CpuSet::of({1}),
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
