// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/programs.hpp"
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    if (cpu.id() == 2) return cpu.lock_unlock(B);
    lock_crosswise(cpu);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
    // One of the two is head of a queue of its own, and waits for somebody behind it.
    if (sole_head.is_in(revision)) expectation.fails(FailureKind::stuck, sole_head);
    return expectation;
}

const Registration registration{{
    .name = "abba-third",
    .claim = "two CPUs that take two locks crosswise learn of the deadlock, and a third one gets its lock",
    .source = "v6.15",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 2,
    .task = task,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
