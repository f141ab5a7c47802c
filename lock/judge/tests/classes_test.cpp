// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "hand_made.hpp"

namespace rqspinlock::judge {
namespace {

TEST_CASE("an NMI above the owner is a true deadlock", "[classes]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).enter().phase(Phase::attempt, A).fail(A, Check::aa).leave().give(A, 2);
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("an NMI above an attempt that stands nowhere yet is a false deadlock", "[classes]") {
    HandMade made(1, 1);
    made.cpu(0).phase(Phase::attempt, A).enter().phase(Phase::attempt, A).fail(A, Check::aa).leave();
    made.cpu(0).word(A, 1, 0, locked_value).phase(Phase::owner, A).phase(Phase::acquired, A).give(A, 2);
    CHECK(made.what(1) == Class::deadlock_false);
}

TEST_CASE("an NMI above a release is a false deadlock", "[classes]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).give(A, 2).enter().phase(Phase::attempt, A).fail(A, Check::aa).leave();
    CHECK(made.what(1) == Class::deadlock_false);
}

TEST_CASE("an NMI above its CPU's pending waiter is a true deadlock", "[classes]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).give(A, 3);
    made.cpu(0).pend(A, 2).enter().phase(Phase::attempt, A).fail(A, Check::aa).leave();
    CHECK(made.what(1) == Class::deadlock_true);
}

/// CPU 0 has A and wants B, CPU 1 has B and wants A.
void cross(HandMade& made) {
    made.cpu(1).take(B, 1).pend(A, 2);
    made.cpu(0).take(A, 1).pend(B, 2).fail(B, Check::abba).give(A, 3);
}

TEST_CASE("two CPUs crosswise are a true deadlock", "[classes]") {
    HandMade made(2, 2);
    cross(made);
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("a cross deadlock is found whichever CPU was written down first", "[classes]") {
    HandMade made(2, 2);
    made.cpu(0).take(A, 1).pend(B, 2).fail(B, Check::abba).give(A, 3);
    made.cpu(1).take(B, 1).pend(A, 2);
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("an attempt that had ended before ours began is no deadlock", "[classes]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).fail(A, Check::abba);
    const StepRef ended = made.cpu(1).write(data_location, 1).last();
    made.cpu(0).take(A, 1).read(data_location, ended).pend(B, 2).fail(B, Check::abba).give(A, 3);
    CHECK(made.what(1) == Class::deadlock_false);
}

TEST_CASE("without that order some cut shows the deadlock", "[classes]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).fail(A, Check::abba).write(data_location, 1);
    made.cpu(0).take(A, 1).read(data_location).pend(B, 2).fail(B, Check::abba).give(A, 3);
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("coherence alone can order two attempts", "[classes]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).fail(A, Check::abba).write(data_location, 1);
    made.cpu(0).take(A, 1).write(data_location, 2).pend(B, 2).fail(B, Check::abba).give(A, 3);
    CHECK(made.what(1) == Class::deadlock_false);
}

TEST_CASE("a clock jump orders two attempts", "[classes]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2).fail(A, Check::abba);
    made.cpu(0).take(A, 1).jump(1, millisecond).pend(B, 2).fail(B, Check::abba).give(A, 3);
    CHECK(made.what(1) == Class::deadlock_false);
}

TEST_CASE("an owner that goes on is no deadlock", "[classes]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).give(B, 3);
    made.cpu(0).take(A, 1).pend(B, 2).fail(B, Check::abba).give(A, 2);
    CHECK(made.what(1) == Class::deadlock_false);
}

TEST_CASE("waiters of two queues whose CPUs are interrupted crosswise are a true deadlock", "[classes]") {
    HandMade made(2, 2);
    for (std::uint32_t cpu = 0; cpu < 2; ++cpu) {
        const std::uint32_t own = cpu;
        const std::uint32_t other = 1 - cpu;
        made.cpu(cpu).phase(Phase::attempt, own).word(own, 1, 0, encode_tail(cpu, 0));
        made.cpu(cpu).phase(Phase::queued, own).phase(Phase::head, own).enter();
        made.cpu(cpu).phase(Phase::attempt, other);
        made.cpu(cpu).word(other, 2, encode_tail(other, 0), encode_tail(cpu, 1)).phase(Phase::queued, other);
    }
    made.cpu(0).fail(B, Check::abba).leave();
    CHECK(made.what(1) == Class::deadlock_true);
}

TEST_CASE("errors of the fallback and of the queue have classes of their own", "[classes]") {
    HandMade made(2, 1);
    made.cpu(0).phase(Phase::attempt, A).fail(A, Check::trylock);
    made.cpu(1).phase(Phase::attempt, A).fail(A, Check::sent_away);
    CHECK(made.what(0) == Class::busy);
    CHECK(made.what(1) == Class::sent_away);
}

TEST_CASE("a timeout above one's own section was missed", "[classes]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).enter().pend(A, 2).jump(1, 250 * millisecond).fail(A, Check::timeout).leave();
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("a timeout of a cross deadlock was missed", "[classes]") {
    HandMade made(2, 2);
    made.cpu(1).take(B, 1).pend(A, 2);
    made.cpu(0).take(A, 1).pend(B, 2).jump(1, 250 * millisecond).fail(B, Check::timeout).give(A, 3);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("a timeout behind another CPU's self deadlock was missed", "[classes]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1).enter().phase(Phase::attempt, A).word(A, 3, 0x101, encode_tail(0, 0) | 0x101);
    made.cpu(0).phase(Phase::queued, A);
    made.cpu(1).pend(A, 2).jump(1, 250 * millisecond).fail(A, Check::timeout);
    CHECK(made.what(2) == Class::timeout_missed);
}

TEST_CASE("a timeout of a ring of three was needed", "[classes]") {
    HandMade made(3, 3);
    for (std::uint32_t cpu = 0; cpu < 3; ++cpu) made.cpu(cpu).take(cpu, 1).pend((cpu + 1) % 3, 2);
    made.cpu(0).jump(1, 250 * millisecond).fail(B, Check::timeout);
    CHECK(made.what(1) == Class::timeout_needed);
}

TEST_CASE("a timeout behind an owner that never releases was needed", "[classes]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1);
    made.cpu(0).pend(A, 2).jump(1, 250 * millisecond).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_needed);
}

TEST_CASE("a timeout behind an owner that was just holding was early", "[classes]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).hold_begin().jump(2, 300 * millisecond).hold_end().give(A, 3);
    made.cpu(0).pend(A, 2).jump(1, 250 * millisecond).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("an interrupt that holds within a hold does not end it", "[classes]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).hold_begin().enter().hold_begin().jump(1, 2 * millisecond).hold_end().leave();
    made.cpu(1).jump(3, 300 * millisecond).hold_end().give(A, 3);
    made.cpu(0).pend(A, 2).jump(2, 250 * millisecond).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("a timeout of a slow CPU was early", "[classes]") {
    HandMade made(2, 1);
    made.cpu(1).take(A, 1).give(A, 3);
    made.cpu(0).pend(A, 2).be_slow(250 * millisecond).fail(A, Check::timeout);
    CHECK(made.what(0) == Class::timeout_early);
}

TEST_CASE("a timeout of a slow CPU in a deadlock was missed", "[classes]") {
    HandMade made(2, 2);
    made.cpu(0).take(A, 1).pend(B, 2).be_slow(250 * millisecond).fail(B, Check::timeout);
    made.cpu(1).take(B, 1).pend(A, 2);
    CHECK(made.what(1) == Class::timeout_missed);
}

TEST_CASE("the wait is from the attempt to its return", "[classes]") {
    HandMade made(1, 1);
    made.cpu(0).phase(Phase::attempt, A).jump(1, 7 * millisecond).word(A, 1, 0, locked_value);
    made.cpu(0).phase(Phase::owner, A).phase(Phase::acquired, A).give(A, 2);
    CHECK(made.judged().worst_wait == 7 * millisecond);
}

}  // namespace
}  // namespace rqspinlock::judge
