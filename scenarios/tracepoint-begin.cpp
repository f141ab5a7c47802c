// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

void task(Cpu& cpu) {
    cpu.lock_unlock(A);
}

void program(Cpu& cpu) {
    cpu.lock_unlock(cpu.choose(2) == 0 ? A : B);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    if (revision < Revision::aa_first) return Expectation{};
    // The attempt below has its entry and is not in line yet: the program would get the lock. Accepted.
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_false}};
    if (revision < Revision::aa_before_queue) {
        // The program queues, diagnoses that as a sole head, and waits for somebody behind it.
        expectation.failures = {FailureKind::stuck};
        expectation.finding = "F2";
    }
    return expectation;
}

const Registration registration{{
    .name = "tracepoint-begin",
    .claim = "a program at contention_begin that takes the same lock, or another, ends and leaks nothing",
    .source = "v6.15",
    .cpus = {.min = 3, .max = 3, .natural = 3},
    .locks = 2,
    .task = task,
    .contention_begin = program,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
