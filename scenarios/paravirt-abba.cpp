// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
    if (!paravirt_entry.is_in(revision)) return expectation;
    expectation.fails(FailureKind::leak, paravirt_entry);
    if (revision >= Revision::aa_first) {
        // At the first look, and of itself: there is nobody who waits.
        expectation.classes.insert(Class::deadlock_false);
        expectation.worst_wait = 0;
    }
    return expectation;
}

const Registration registration{{
    .name = "paravirt-abba",
    .claim = "two CPUs that take two paravirt locks crosswise learn of the deadlock within about 1 ms",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 2,
    .form = Form::paravirt,
    .task = lock_crosswise,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
