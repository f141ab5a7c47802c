// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "run.hpp"

// The claims of the patch series about its windows, confirmed by the search.

namespace tools {
namespace {

using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;

constexpr std::uint64_t ms = 1'000'000;

TEST_CASE("the lock-entry and unlock windows cost a missed timeout until entry-first", "[history]") {
    for (const char* scenario : {"nmi-lock-entry", "nmi-unlock-order"}) {
        INFO(scenario);
        const Report before = run(request_for(scenario, "queue-kept", 1));
        CHECK(before.exhausted);
        CHECK(count(before, Class::timeout_missed) > 0);
        CHECK(before.worst_wait / ms == 250);
        for (const char* revision :
             {"entry-first", "aa-first", "nmi-queue", "trylock-once", "aa-before-queue"}) {
            INFO(revision);
            const Report after = run(request_for(scenario, revision, 1));
            CHECK(after.exhausted);
            CHECK(count(after, Class::timeout_missed) == 0);
        }
    }
}

TEST_CASE("with a second CPU no timeout is missed at entry-first and aa-first either", "[history]") {
    for (const char* scenario : {"nmi-lock-entry", "nmi-unlock-order"}) {
        for (const char* revision : {"entry-first", "aa-first"}) {
            INFO(scenario << " on " << revision);
            const Report report = run(request_for(scenario, revision, 2));
            CHECK(report.exhausted);
            CHECK(count(report, Class::timeout_missed) == 0);
            CHECK(report.worst_wait / ms <= 1);
        }
    }
}

TEST_CASE("an NMI learns of its deadlock after 1 ms, and at once since aa-first", "[history]") {
    CHECK(run(request_for("nmi-aa-latency", "entry-first", 1)).worst_wait / ms == 1);
    CHECK(run(request_for("nmi-aa-latency", "aa-first", 1)).worst_wait == 0);
}

TEST_CASE("on initial an NMI behind the waiter that it interrupted is stuck in its untimed wait",
          "[history]") {
    Request request = request_for("nmi-queue-interrupt", "initial", 3);
    request.search.bounds.executions = 40'000;
    const Report report = run(request);
    CHECK(count(report, FailureKind::stuck) > 0);
    CHECK(trace_of(report, "stuck").find("waits for ever: queue.wait") != std::string::npos);
}

TEST_CASE("the x86 code's separate read takes the lock without an acquire", "[history]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.setup.arch = rqspinlock::Arch::x86;
    const Report report = run(request);
    CHECK(report.exhausted);
    CHECK(count(report, FailureKind::race) > 0);
}

}  // namespace
}  // namespace tools
