// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "hand_made.hpp"

namespace rqspinlock::judge {
namespace {

TEST_CASE("CPUs in order, nested attempts in brackets, class and wait where there is one", "[outcome]") {
    HandMade made(2, 1);
    made.cpu(1).phase(Phase::attempt, A).jump(1, millisecond + 1).word(A, 3, 0, locked_value);
    made.cpu(1).phase(Phase::owner, A).phase(Phase::acquired, A).give(A, 4);
    made.cpu(0).take(A, 1).enter().phase(Phase::attempt, A).fail(A, Check::aa).leave().give(A, 2);
    CHECK(made.text() == "cpu0 A=ok [nmi A=deadlock-true] cpu1 A=ok@1ms");
}

TEST_CASE("an NMI that attempts nothing, and a stuck one", "[outcome]") {
    HandMade made(2, 2);
    made.cpu(0).enter().leave();
    made.cpu(1).take(B, 1).enter().pend(B, 2);
    made.execution().ends[1] = CpuEnd::blocked;
    CHECK(made.text() == "cpu0 [nmi] cpu1 B=ok [nmi B=stuck]");
}

TEST_CASE("nested contexts have names", "[outcome]") {
    HandMade made(1, 2);
    made.cpu(0).take(A, 1).enter(Nested::softirq).enter(Nested::hardirq).enter().leave().leave().leave();
    made.cpu(0).enter(Nested::trace).take(B, 1).give(B, 2).leave().give(A, 2);
    CHECK(made.text() == "cpu0 A=ok [softirq [hardirq [nmi]]] [trace B=ok]");
}

TEST_CASE("attempts that go the same way again and again are one word and their number", "[outcome]") {
    HandMade made(1, 2);
    made.cpu(0).take(A, 1).enter();
    for (unsigned i = 0; i < 5; ++i) made.cpu(0).phase(Phase::attempt, A).fail(A, Check::aa);
    made.cpu(0).leave();
    for (unsigned i = 0; i < 4; ++i) made.cpu(0).phase(Phase::attempt, A).fail(A, Check::aa);
    CHECK(made.text() ==
          "cpu0 A=ok [nmi A=deadlock-true x5] A=deadlock-true A=deadlock-true A=deadlock-true "
          "A=deadlock-true");
}

TEST_CASE("an attempt that the execution was broken off in is not stuck", "[outcome]") {
    HandMade made(1, 1);
    made.cpu(0).take(A, 1).pend(A, 2);
    made.execution().ends[0] = CpuEnd::abandoned;
    CHECK(made.text() == "cpu0 A=ok A=unfinished");
}

TEST_CASE("locks have letters, then numbers", "[outcome]") {
    CHECK(lock_name(0) == "A");
    CHECK(lock_name(25) == "Z");
    CHECK(lock_name(26) == "L26");
}

}  // namespace
}  // namespace rqspinlock::judge
