// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "model/virtual_clock.hpp"

namespace model {
namespace {

constexpr Nanoseconds ms = 1'000'000;

TEST_CASE("the clock stands while a CPU runs, and jumps to the earliest poll time", "[clock]") {
    VirtualClock clock;
    clock.begin(3);
    clock.wait(0, 2 * ms, 250 * ms);
    clock.wait(1, 1 * ms, 500 * ms);
    CHECK_FALSE(clock.quiescent());
    clock.finish(2);
    REQUIRE(clock.quiescent());
    CHECK(clock.next_jump() == 1 * ms);
    clock.jump(1 * ms);
    CHECK(clock.now() == 1 * ms);
    CHECK(clock.epoch() == 1);
    CHECK_FALSE(clock.is_due(0));
    CHECK(clock.is_due(1));
}

TEST_CASE("once all have checked behind the last store the clock jumps to the earliest deadline", "[clock]") {
    VirtualClock clock;
    clock.begin(2);
    clock.stored();
    clock.wait(0, 1 * ms, 250 * ms);
    clock.wait(1, 1 * ms, 500 * ms);
    clock.jump(*clock.next_jump());
    clock.checks(0);
    clock.wait(0, 2 * ms, 250 * ms);
    CHECK(clock.next_jump() == 1 * ms);  // the other CPU has not checked yet
    clock.checks(1);
    clock.wait(1, 2 * ms, 500 * ms);
    CHECK(clock.next_jump() == 250 * ms);

    SECTION("a store makes the checks out of date, even one of the same epoch") {
        clock.stored();
        CHECK(clock.next_jump() == 2 * ms);
    }
}

TEST_CASE("a wait that is a new one has not checked", "[clock]") {
    VirtualClock clock;
    clock.begin(1);
    clock.stored();
    clock.wait(0, 1 * ms, 250 * ms);
    clock.jump(*clock.next_jump());
    clock.checks(0);
    clock.wait(0, 2 * ms, 500 * ms, true);
    CHECK(clock.next_jump() == 2 * ms);
    clock.wait(0, 2 * ms, 500 * ms, false);
    CHECK(clock.next_jump() == 500 * ms);
}

TEST_CASE("a check of the store's own epoch may have read older values", "[clock]") {
    VirtualClock clock;
    clock.begin(1);
    clock.jump(1 * ms);
    clock.stored();
    clock.checks(0);
    clock.wait(0, 2 * ms, 250 * ms);
    CHECK(clock.next_jump() == 2 * ms);
}

TEST_CASE("a hold ends like a wait, an untimed wait does not", "[clock]") {
    VirtualClock clock;
    clock.begin(2);
    clock.wait(0, never, never);
    clock.hold(1, 3 * ms);
    REQUIRE(clock.next_jump() == 3 * ms);
    clock.jump(3 * ms);
    CHECK(clock.is_due(1));
    CHECK_FALSE(clock.is_due(0));
    clock.finish(1);
    CHECK(clock.quiescent());
    CHECK_FALSE(clock.all_finished());
    CHECK_FALSE(clock.next_jump());  // the CPUs are stuck
}

TEST_CASE("the clock never goes back", "[clock]") {
    VirtualClock clock;
    clock.begin(1);
    clock.jump(5 * ms);
    clock.jump(2 * ms);
    CHECK(clock.now() == 5 * ms);
    CHECK(clock.epoch() == 2);
}

}  // namespace
}  // namespace model
