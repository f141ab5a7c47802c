// SPDX-License-Identifier: GPL-2.0-or-later
#include "scenarios/framework/scenario.hpp"

namespace scenarios {
namespace {

constexpr Flag owned{0};
/// From the beginning of a wait to its first check for deadlocks.
constexpr Nanoseconds first_check = millisecond + 1;

// CPU 1 checks while the owner of A attempts it a second time. If that made CPU 1 give up, it would wait for
// B, which is never given back.
void task(Cpu& cpu) {
    if (cpu.id() == 1) {
        cpu.await(owned);
        if (cpu.lock(A)) return cpu.unlock(A);
        return cpu.lock_unlock(B);
    }
    if (!cpu.lock(B) || !cpu.lock(A)) return;
    cpu.signal(owned);
    cpu.hold(first_check);
    cpu.lock_unlock(A);
    cpu.unlock(A);
}

std::optional<Expectation> expected(Revision revision, unsigned) {
    Expectation expectation{.classes = {Class::acquired, Class::deadlock_true}, .worst_wait = millisecond};
    // The AA check is a millisecond later.
    if (revision < Revision::aa_first) expectation.worst_wait = 2 * millisecond;
    if (revision < Revision::aa_before_queue && sole_head.is_in(revision)) {
        // The owner is the sole head, and never returns.
        expectation = {.classes = {Class::acquired, Class::timeout_needed}, .worst_wait = 250 * millisecond};
        expectation.fails(FailureKind::stuck, sole_head);
    }
    return expectation;
}

const Registration registration{{
    .name = "abba-owner-again",
    .claim = "an owner's deadlock with itself is not reported to a CPU that waits for the lock",
    .source = "v6.15",
    .cpus = {.min = 2, .max = 2, .natural = 2},
    .locks = 2,
    .task = task,
    .in_step = true,
    .expected = expected,
}};

}  // namespace
}  // namespace scenarios
