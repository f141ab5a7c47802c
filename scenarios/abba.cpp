// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

std::optional<Expectation> expected(Revision, unsigned) {
    return Expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
}

const Registration registration{{
    .name = "abba",
    .claim = "two CPUs that take two locks crosswise learn of the deadlock within about 1 ms",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 2,
    .task = lock_crosswise,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
