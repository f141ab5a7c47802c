// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "hand_made.hpp"

// An attempt is judged by its own wait: not by what an interrupt above it waits for or holds, and with all
// that the contexts below it wait for and own.

namespace rqspinlock::judge {
namespace {

constexpr Nanoseconds timeout = 250 * millisecond;

const Nested all_nested[] = {Nested::softirq, Nested::hardirq, Nested::nmi, Nested::trace};

TEST_CASE("an interrupt that holds above a CPU that waits for itself does not make its timeout early",
          "[contexts]") {
    for (const Nested nested : all_nested) {
        HandMade made(1, 1);
        made.cpu(0).take(A, 1).pend(A, 2).enter(nested).hold_begin().jump(1, 300 * millisecond).hold_end();
        made.cpu(0).leave().fail(A, Check::timeout);
        CHECK(made.what(1) == Class::timeout_missed);
    }
}

TEST_CASE("an attempt and an attempt above it are judged by what each waits for", "[contexts]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).hold_begin().jump(2, 600 * millisecond).hold_end().give(B, 3);
    made.cpu(0).take(A, 1).pend(A, 2).enter().pend(B, 2).jump(1, timeout).fail(B, Check::timeout).leave();
    made.cpu(0).fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_missed);  // A, the task's
    CHECK(made.what(2) == Class::timeout_early);   // B, the NMI's
}

TEST_CASE("behind an owner that stays, an interrupt that holds above the waiter changes nothing",
          "[contexts]") {
    for (const Nested nested : all_nested) {
        HandMade made(2, 1);
        made.cpu(0).take(A, 1);
        made.cpu(1).pend(A, 2).enter(nested).hold_begin().jump(1, 300 * millisecond).hold_end().leave();
        made.cpu(1).fail(A, Check::timeout);
        CHECK(made.what(1) == Class::timeout_needed);
    }
}

TEST_CASE("an owner on whose CPU an interrupt holds was just holding", "[contexts]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1).enter().hold_begin().jump(2, 300 * millisecond).hold_end().leave().give(A, 3);
    made.cpu(1).pend(A, 2).jump(1, timeout).fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_early);
}

TEST_CASE("a lock that an interrupt above the waiter owns and holds was just held", "[contexts]") {
    // CPU 1 has A and waits for B, which CPU 0's NMI has; CPU 0's task waits for A.
    HandMade made(2, 2);
    made.cpu(0).phase(Phase::attempt, A).word(A, 2, locked_value, locked_value | pending_value);
    made.cpu(0).phase(Phase::pending, A).enter().take(B, 1).hold_begin().jump(1, 300 * millisecond);
    made.cpu(0).hold_end().give(B, 3).leave().fail(A, Check::timeout);
    made.cpu(1).take(A, 1).pend(B, 2);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("what waits below an interrupt counts as waiting", "[contexts]") {
    // CPU 1 has B and wants A, which CPU 0 has; an NMI that holds is above CPU 1's wait.
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).enter().hold_begin().jump(2, 300 * millisecond).hold_end().leave();
    made.cpu(0).take(A, 1).pend(B, 2).jump(1, timeout).fail(B, Check::timeout).give(A, 3);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("a cross deadlock that only a cut in an interrupt above the other's wait shows is a true one",
          "[contexts]") {
    HandMade made(2, 2);
    // CPU 0's attempt comes behind a store of the NMI, and the NMI ends behind the attempt.
    const StepRef in_nmi = made.cpu(1).take(B, 1).pend(A, 2).enter().write(data_location, 1).last();
    made.cpu(0).take(A, 1).read(data_location, in_nmi).pend(B, 2).fail(B, Check::abba);
    const StepRef failed = made.cpu(0).write(data_location, 2).last();
    made.cpu(1).read(data_location, failed).leave();
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("a lock that an interrupt above the waiter has is no reason for a deadlock", "[contexts]") {
    // CPU 1 has A and wants B, which CPU 0's NMI has for a while; CPU 0's task waits for A.
    HandMade made(2, 2);
    made.cpu(1).take(A, 1).pend(B, 2);
    made.cpu(0).phase(Phase::attempt, A).word(A, 2, locked_value, locked_value | pending_value);
    made.cpu(0).phase(Phase::pending, A).enter().take(B, 1).give(B, 3).leave().fail(A, Check::abba);
    CHECK(made.what(0) == Class::deadlock_false);
}

TEST_CASE("a ring of three goes before a hold", "[contexts]") {
    // CPU 3, behind CPU 0's lock too, has an NMI that holds.
    HandMade made(4, 3);
    for (std::uint32_t cpu = 0; cpu < 3; ++cpu) made.cpu(cpu).take(cpu, 1).pend((cpu + 1) % 3, 2);
    made.cpu(1).enter().hold_begin();
    made.cpu(0).jump(1, timeout).fail(B, Check::timeout);
    CHECK(made.what(1) == Class::timeout_needed);
}

TEST_CASE("a hold with something above it that waits is not what the owner does", "[contexts]") {
    // CPU 1's task would hold A a while, and its NMI waits for ever for B, whose owner stays.
    HandMade made(3, 2);
    made.cpu(2).take(B, 1);
    made.cpu(1).take(A, 1).hold_begin().enter().pend(B, 2);
    made.cpu(0).pend(A, 2).jump(1, timeout).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_needed);
}

TEST_CASE("what an interrupt has left owned is its CPU's", "[contexts]") {
    HandMade made(1, 1);
    made.cpu(0).enter().take(A, 1).leave().pend(A, 2).jump(1, timeout).fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_missed);
    HandMade diagnosed(1, 1);
    diagnosed.cpu(0).enter().take(A, 1).leave().pend(A, 2).fail(A, Check::aa);
    CHECK(diagnosed.what(1) == Class::deadlock_true);
}

TEST_CASE("an interrupt does not wait for the context below it", "[contexts]") {
    // CPU 0's task wants B, which CPU 1 has; its NMI has A, which CPU 1 wants: the NMI gives it back.
    HandMade made(2, 2);
    made.cpu(0).phase(Phase::attempt, B).word(B, 2, locked_value, locked_value | pending_value);
    made.cpu(0).phase(Phase::pending, B).enter().take(A, 1).hold_begin().jump(2, 300 * millisecond);
    made.cpu(0).hold_end().give(A, 3).leave();
    made.cpu(1).take(B, 1).pend(A, 2).jump(1, timeout).fail(A, Check::timeout);
    CHECK(made.what(3) == Class::timeout_early);
}

}  // namespace
}  // namespace rqspinlock::judge
