// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "hand_made.hpp"
#include "lock/judge/order.hpp"

namespace rqspinlock::judge {
namespace {

TEST_CASE("program order, reads-from and coherence order steps", "[order]") {
    HandMade made(3, 0);
    const StepRef write = made.cpu(0).write(1, 1).write(2, 1).last();
    made.cpu(1).read(2, write).write(3, 1);
    made.cpu(2).write(3, 2);
    const CausalOrder order(made.execution());
    CHECK(order.required(1, 1, 0) == 2);
    CHECK(order.required(2, 1, 1) == 2);
    CHECK(order.required(2, 1, 0) == 2);
    CHECK(order.required(0, 2, 1) == 0);
}

TEST_CASE("all steps of earlier epochs come before a jump", "[order]") {
    HandMade made(2, 0);
    made.cpu(0).write(1, 1).write(2, 1);
    made.cpu(1).write(3, 1).jump(1, 5).write(4, 1);
    const CausalOrder order(made.execution());
    CHECK(order.required(1, 1, 0) == 0);
    CHECK(order.required(1, 2, 0) == 2);
    CHECK(order.progress_at_jump(1, 1) == 1);
    CHECK(order.progress_at_jump(0, 1) == 2);
}

TEST_CASE("coherence against program order on two locations ends", "[order]") {
    HandMade made(2, 0);
    made.cpu(0).write(1, 2).write(2, 1);
    made.cpu(1).write(2, 2).write(1, 1);
    const CausalOrder order(made.execution());
    CHECK(order.required(0, 1, 1) == 2);
    CHECK(order.required(1, 1, 0) == 2);
}

TEST_CASE("ranges coincide unless one must end before the other begins", "[order]") {
    HandMade made(2, 0);
    const StepRef end = made.cpu(0).write(1, 1).write(2, 1).last();
    made.cpu(1).write(3, 1).read(2, end).write(4, 1);
    const CausalOrder order(made.execution());
    CHECK(order.can_coincide({0, 0, 2}, {1, 0, 2}));
    CHECK(order.can_coincide({0, 0, 3}, {1, 2, 3}));
    CHECK_FALSE(order.can_coincide({0, 0, 2}, {1, 2, 3}));
    CHECK_FALSE(order.can_coincide({0, 1, 1}, {1, 0, 3}));
}

}  // namespace
}  // namespace rqspinlock::judge
