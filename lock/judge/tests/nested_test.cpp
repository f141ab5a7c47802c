// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "hand_made.hpp"

// An attempt is judged by its own wait. The waits and locks of an interrupt above it do not count. The waits
// and locks of the contexts below it do count.

namespace rqspinlock::judge {
namespace {

constexpr Nanoseconds deadline = 250 * millisecond;

TEST_CASE("a timeout below what held above it, of a lock that its own context has, was missed", "[nested]") {
    for (const Nested above : {Nested::softirq, Nested::hardirq, Nested::nmi, Nested::trace}) {
        HandMade made(1, 1);
        made.cpu(0).take(A, 1).pend(A, 2).enter(above).hold_begin().jump(1, deadline).hold_end().leave();
        made.cpu(0).fail(A, Check::timeout);
        CHECK(made.what(1) == Class::timeout_missed);
    }
}

TEST_CASE("a timeout is judged by its own wait and not by that of the interrupt above it", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).hold_begin().jump(2, 2 * deadline).hold_end().give(B, 4);
    made.cpu(0).take(A, 1).pend(A, 2).enter().pend(B, 2).jump(1, deadline).fail(B, Check::timeout).leave();
    made.cpu(0).fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_missed);
    CHECK(made.what(2) == Class::timeout_early);
}

TEST_CASE("nor is it judged by what waits two contexts above it", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(A, 1);
    made.cpu(0).take(B, 1).pend(A, 2).enter(Nested::hardirq).enter(Nested::nmi).pend(B, 2);
    made.cpu(0).jump(1, deadline).fail(B, Check::timeout).leave().leave().fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_needed);
    CHECK(made.what(2) == Class::timeout_missed);
}

TEST_CASE("a timeout behind a stuck owner was needed, whatever held above the waiter", "[nested]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1);
    made.cpu(0).pend(A, 2).enter().hold_begin().jump(1, deadline).hold_end().leave().fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_needed);
}

TEST_CASE("a hold that began before the wait and goes on above it is none of the owner's", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(A, 1);
    made.cpu(0).pend(A, 2).enter(Nested::hardirq).hold_begin().enter().take(B, 1).give(B, 2).leave();
    made.cpu(0).jump(1, deadline).hold_end().leave().fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_needed);
}

TEST_CASE("a timeout behind an owner with a hold above it was early", "[nested]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).enter().hold_begin().jump(2, 2 * deadline).hold_end().leave().give(A, 3);
    made.cpu(0).pend(A, 2).jump(1, deadline).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("a timeout behind an owner that waits for itself below a hold was missed", "[nested]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).pend(A, 2).enter().hold_begin().jump(2, 2 * deadline).hold_end().leave();
    made.cpu(1).fail(A, Check::timeout).give(A, 4);
    made.cpu(0).phase(Phase::attempt, A).word(A, 3, 0x101, encode_tail(0, 0) | 0x101).phase(Phase::queued, A);
    made.cpu(0).jump(1, deadline).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_missed);
}

TEST_CASE("an owner whose hold is interrupted by what waits for ever is not just holding", "[nested]") {
    HandMade made(3, 2);
    made.cpu(2).take(B, 1);
    made.cpu(1).take(A, 1).hold_begin().enter().pend(B, 2);
    made.cpu(0).pend(A, 2).jump(1, deadline).fail(A, Check::timeout);
    CHECK(made.what(1) == Class::acquired);
    CHECK(made.what(0) == Class::timeout_needed);
}

TEST_CASE("an owner whose interrupt waits for an owner that is just holding was early", "[nested]") {
    HandMade made(3, 2);
    made.cpu(2).take(B, 1).hold_begin().jump(2, 2 * deadline).hold_end().give(B, 3);
    made.cpu(1).take(A, 1).enter().pend(B, 2);
    made.cpu(0).pend(A, 2).jump(1, deadline).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("two CPUs crosswise are a missed deadlock, whatever holds above one of them", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2);
    made.cpu(0).take(A, 1).pend(B, 2).enter().hold_begin().jump(1, deadline).hold_end().leave();
    made.cpu(0).fail(B, Check::timeout).give(A, 3);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("two CPUs crosswise below interrupts that hold are a missed deadlock", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).enter().hold_begin().jump(2, 2 * deadline).hold_end().leave();
    made.cpu(0).take(A, 1).pend(B, 2).jump(1, deadline).fail(B, Check::timeout).give(A, 3);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("a cross deadlock through the context below the waiter was missed", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2);
    made.cpu(0).take(A, 1).enter().pend(B, 2).jump(1, deadline).fail(B, Check::timeout).leave().give(A, 3);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("a ring of three goes before a hold on the way", "[nested]") {
    HandMade made(3, 3);
    for (std::uint32_t cpu = 0; cpu < 3; ++cpu) made.cpu(cpu).take(cpu, 1).pend((cpu + 1) % 3, 2);
    made.cpu(1).enter().hold_begin().jump(2, 2 * deadline).hold_end();
    made.cpu(0).jump(1, deadline).fail(B, Check::timeout);
    CHECK(made.what(1) == Class::timeout_needed);
}

TEST_CASE("a timeout of a slow CPU in a ring of three was needed", "[nested]") {
    HandMade made(3, 3);
    for (std::uint32_t cpu = 0; cpu < 3; ++cpu) made.cpu(cpu).take(cpu, 1).pend((cpu + 1) % 3, 2);
    made.cpu(0).be_slow(deadline).fail(B, Check::timeout);
    CHECK(made.what(1) == Class::timeout_needed);
}

TEST_CASE("a slow CPU's timeout below an interrupt is judged by its own wait", "[nested]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).pend(A, 2).enter().be_slow(deadline).leave().fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("what an interrupt above the waiter owned is no deadlock of the waiter", "[nested]") {
    HandMade made(2, 2);
    made.cpu(1).take(A, 1).pend(B, 2).fail(B, Check::abba).give(A, 3);
    made.cpu(0).pend(A, 2).enter().take(B, 1).give(B, 3).leave().fail(A, Check::abba);
    CHECK(made.what(0) == Class::deadlock_false);
}

TEST_CASE("a wait goes on while an interrupt is above it", "[nested]") {
    HandMade made(2, 2);
    made.cpu(0).take(A, 1).pend(B, 2).enter();
    const StepRef in_interrupt = made.cpu(0).write(data_location, 1).last();
    const StepRef seen = made.cpu(1).take(B, 1).read(data_location, in_interrupt).pend(A, 2).last();
    made.cpu(0).read(data_location, seen).leave().fail(B, Check::abba).give(A, 3);
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("what an interrupt left locked is its CPU's when it has ended", "[nested]") {
    HandMade made(2, 1);
    made.cpu(1).enter().take(A, 1).leave().pend(A, 2).jump(1, deadline).fail(A, Check::timeout);
    CHECK(made.what(1) == Class::timeout_missed);
    HandMade diagnosed(1, 1);
    diagnosed.cpu(0).enter().take(A, 1).leave().pend(A, 2).fail(A, Check::aa);
    CHECK(diagnosed.what(1) == Class::deadlock_true);
    HandMade given(1, 1);
    given.cpu(0).enter().take(A, 1).leave().give(A, 2);
    CHECK(given.judged().failures.empty());
}

TEST_CASE("a head that failed and waits for ever keeps the owner's line", "[nested]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).phase(Phase::attempt, A);
    made.cpu(1).word(A, 3, 0x101, encode_tail(1, 0) | 0x101).phase(Phase::queued, A).phase(Phase::head, A);
    made.cpu(1).read(data_location).phase(Phase::failing, A, Check::aa);
    made.cpu(0).pend(A, 2).enter().hold_begin().jump(1, deadline).hold_end().leave();
    made.cpu(0).fail(A, Check::timeout);
    made.execution().ends[1] = CpuEnd::blocked;
    CHECK(made.what(0) == Class::timeout_needed);
}

TEST_CASE("a lock that an interrupt above the waiter owns and holds was just held", "[nested]") {
    // CPU 1 has A and waits for B, which CPU 0's NMI has; CPU 0's task waits for A.
    HandMade made(2, 2);
    made.cpu(0).phase(Phase::attempt, A).word(A, 2, locked_value, locked_value | pending_value);
    made.cpu(0).phase(Phase::pending, A).enter().take(B, 1).hold_begin().jump(1, 300 * millisecond);
    made.cpu(0).hold_end().give(B, 3).leave().fail(A, Check::timeout);
    made.cpu(1).take(A, 1).pend(B, 2);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("what waits below an interrupt counts as waiting", "[nested]") {
    // CPU 1 has B and wants A, which CPU 0 has. An NMI in a critical section is above CPU 1's wait.
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).enter().hold_begin().jump(2, 300 * millisecond).hold_end().leave();
    made.cpu(0).take(A, 1).pend(B, 2).jump(1, deadline).fail(B, Check::timeout).give(A, 3);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("a cross deadlock that only a cut in an interrupt above the other's wait shows is a true one",
          "[nested]") {
    HandMade made(2, 2);
    // CPU 0's attempt comes after a store of the NMI, and the NMI ends after the attempt.
    const StepRef in_nmi = made.cpu(1).take(B, 1).pend(A, 2).enter().write(data_location, 1).last();
    made.cpu(0).take(A, 1).read(data_location, in_nmi).pend(B, 2).fail(B, Check::abba);
    const StepRef failed = made.cpu(0).write(data_location, 2).last();
    made.cpu(1).read(data_location, failed).leave();
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("a lock that an interrupt above the waiter has is no reason for a deadlock", "[nested]") {
    // CPU 1 has A and wants B, which CPU 0's NMI holds for a while. CPU 0's task waits for A.
    HandMade made(2, 2);
    made.cpu(1).take(A, 1).pend(B, 2);
    made.cpu(0).phase(Phase::attempt, A).word(A, 2, locked_value, locked_value | pending_value);
    made.cpu(0).phase(Phase::pending, A).enter().take(B, 1).give(B, 3).leave().fail(A, Check::abba);
    CHECK(made.what(0) == Class::deadlock_false);
}

TEST_CASE("an interrupt does not wait for the context below it", "[nested]") {
    // CPU 0's task wants B, which CPU 1 has. Its NMI has A, which CPU 1 wants, and releases it.
    HandMade made(2, 2);
    made.cpu(0).phase(Phase::attempt, B).word(B, 2, locked_value, locked_value | pending_value);
    made.cpu(0).phase(Phase::pending, B).enter().take(A, 1).hold_begin().jump(2, 300 * millisecond);
    made.cpu(0).hold_end().give(A, 3).leave();
    made.cpu(1).take(B, 1).pend(A, 2).jump(1, deadline).fail(A, Check::timeout);
    CHECK(made.what(3) == Class::timeout_early);
}

}  // namespace
}  // namespace rqspinlock::judge
