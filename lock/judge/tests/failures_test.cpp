// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "hand_made.hpp"

namespace rqspinlock::judge {
namespace {

TEST_CASE("lock and unlock fail in no way", "[failures]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1).give(A, 2);
    made.cpu(1).take(A, 3).give(A, 4);
    CHECK(made.judged().failures.empty());
}

TEST_CASE("a CPU that waits for ever is stuck", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).enter().pend(A, 2);
    made.execution().ends[0] = CpuEnd::blocked;
    CHECK(made.judged().failures == Failures(FailureKind::stuck));
    CHECK(made.judged().attempts.at(1).stuck);
}

TEST_CASE("a wait of the scenario's own that never ends is not the lock's", "[failures]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1).read(data_location);
    made.execution().ends[0] = CpuEnd::blocked;
    CHECK(made.judged().failures == Failures(FailureKind::scenario_stuck));
    CHECK(made.text() == "cpu0 A=ok await=stuck cpu1");

    HandMade above(1, 1);
    above.cpu(0).pend(A, 1).enter().read(data_location);
    above.execution().ends[0] = CpuEnd::blocked;
    CHECK(above.judged().failures == Failures(FailureKind::scenario_stuck));
    CHECK(above.text() == "cpu0 A=stuck [nmi await=stuck]");
}

TEST_CASE("a CPU stuck in the lock is the worse of the two", "[failures]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1).read(data_location);
    made.cpu(1).pend(A, 2);
    made.execution().ends[0] = CpuEnd::blocked;
    made.execution().ends[1] = CpuEnd::blocked;
    CHECK(made.judged().failures == Failures(FailureKind::stuck));
    CHECK(made.text() == "cpu0 A=ok await=stuck cpu1 A=stuck");
}

TEST_CASE("two owners that nothing orders have lost exclusion", "[failures]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1).write(data_location, 1).give(A, 3);
    made.cpu(1).take(A, 2).write(data_location, 2).give(A, 4);
    CHECK(made.judged().failures == Failures(FailureKind::exclusion));
}

TEST_CASE("taking a word that is locked has lost exclusion", "[failures]") {
    HandMade made(2, 1);
    made.cpu(0).take(A, 1);
    made.cpu(1).phase(Phase::attempt, A).word(A, 2, locked_value, locked_value).phase(Phase::owner, A);
    CHECK(made.judged().failures.contains(FailureKind::exclusion));
}

TEST_CASE("an acquisition above one's own section has lost exclusion", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).word(A, 2, locked_value, 0).enter().take(A, 3).give(A, 4).leave();
    made.cpu(0).phase(Phase::released, A);
    CHECK(made.judged().failures.contains(FailureKind::exclusion));
}

TEST_CASE("success without the word", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).phase(Phase::attempt, A).read(A).phase(Phase::acquired, A);
    CHECK(made.judged().failures.contains(FailureKind::error_while_held));
}

TEST_CASE("an error with the word locked by us", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).phase(Phase::attempt, A).word(A, 1, 0, locked_value).fail(A, Check::timeout);
    made.execution().words[A] = locked_value;
    CHECK(made.judged().failures.contains(FailureKind::error_while_held));
}

TEST_CASE("a call that was left out is a misuse, in an attempt or out of one", "[failures]") {
    HandMade made(2, 1);
    made.cpu(0).phase(Phase::misused, A, Misuse::not_held).take(A, 1).give(A, 2);
    CHECK(made.judged().failures == Failures(FailureKind::misuse));
    CHECK(made.judged().attempts.size() == 1);
}

TEST_CASE("a node taken twice", "[failures]") {
    HandMade made(1, 2);
    made.cpu(0).phase(Phase::attempt, A).phase(Phase::node_taken, A, PhaseDetail(0U)).enter();
    made.cpu(0).phase(Phase::attempt, B).phase(Phase::node_taken, B, PhaseDetail(0U));
    made.cpu(0).fail(B, Check::trylock).leave().fail(A, Check::trylock);
    CHECK(made.judged().failures == Failures(FailureKind::node_reuse));
}

TEST_CASE("what is left behind is a leak, of each kind", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).give(A, 2);
    REQUIRE(made.judged().failures.empty());
    SECTION("held entry") {
        made.execution().held_counts[0] = 1;
    }
    SECTION("node count") {
        made.execution().node_counts[0] = 1;
    }
    SECTION("pending") {
        made.execution().words[A] = pending_value;
    }
    SECTION("tail") {
        made.execution().words[A] = encode_tail(0, 0);
    }
    CHECK(made.judged().failures == Failures(FailureKind::leak));
}

TEST_CASE("a lock that is never released is no leak, nor is its entry", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1);
    made.execution().words[A] = locked_value;
    made.execution().held_counts[0] = 1;
    CHECK(made.judged().failures.empty());
}

TEST_CASE("an execution that did not end leaves nothing behind yet", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).pend(A, 1);
    made.execution().ends[0] = CpuEnd::blocked;
    made.execution().words[A] = pending_value;
    CHECK_FALSE(made.judged().failures.contains(FailureKind::leak));
}

TEST_CASE("what the engine saw counts", "[failures]") {
    HandMade made(1, 1);
    made.execution().seen_by_engine = Failures(FailureKind::race, FailureKind::uninitialised);
    CHECK(made.judged().failures == Failures(FailureKind::race, FailureKind::uninitialised));
}

TEST_CASE("phases that the lock cannot announce are an internal error", "[failures]") {
    HandMade made(1, 1);
    made.cpu(0).phase(Phase::queued, A);
    CHECK(made.judged().failures == Failures(FailureKind::assertion));
}

}  // namespace
}  // namespace rqspinlock::judge
