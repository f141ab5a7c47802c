// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "run.hpp"

// Locks broken on purpose. Each must be caught, with the failure that it should give and no other.

namespace tools {
namespace {

using rqspinlock::judge::FailureKind;

void check_caught(const Request& request, FailureKind kind) {
    Request intact = request;
    intact.setup.weaken.clear();
    intact.setup.drop.clear();
    const Report without = run(intact);
    REQUIRE(without.exhausted);
    for (unsigned i = 0; i < without.failures.size(); ++i) {
        INFO(rqspinlock::judge::failure_names[i]);
        REQUIRE(without.failures[i] == 0);
    }

    const Report report = run(request);
    CHECK(report.exhausted);
    CHECK(count(report, kind) > 0);
    for (unsigned i = 0; i < report.failures.size(); ++i) {
        INFO(rqspinlock::judge::failure_names[i]);
        if (i != static_cast<unsigned>(kind)) CHECK(report.failures[i] == 0);
    }
    CHECK_FALSE(trace_of(report, name(kind)).empty());
}

TEST_CASE("release dropped from unlock is a race", "[planted]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.setup.weaken = {"unlock.release"};
    check_caught(request, FailureKind::race);
}

TEST_CASE("acquire dropped from the cmpxchg is a race", "[planted]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.setup.weaken = {"fast.cmpxchg"};
    check_caught(request, FailureKind::race);
}

TEST_CASE("acquire dropped from the pending waiter is a race", "[planted]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.setup.weaken = {"pending.wait"};
    check_caught(request, FailureKind::race);
}

TEST_CASE("pending not cleared after a timeout is a leak", "[planted]") {
    Request request = request_for("nmi-lock-entry", "queue-kept", 1);
    request.setup.drop = {"pending.clear"};
    check_caught(request, FailureKind::leak);
}

TEST_CASE("a held entry not released on an error is a leak", "[planted]") {
    Request request = request_for("nmi-aa-latency", "aa-first", 1);
    request.setup.drop = {"release.entry", "release.count"};
    check_caught(request, FailureKind::leak);
}

TEST_CASE("a held count not given back by unlock is a leak", "[planted]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.setup.drop = {"unlock.count"};
    check_caught(request, FailureKind::leak);
}

TEST_CASE("a lock word not released is stuck or timed out, never a success", "[planted]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue");
    request.setup.drop = {"unlock.release"};
    const Report report = run(request);
    CHECK(count(report, rqspinlock::judge::Class::timeout_needed) > 0);
    CHECK(count(report, FailureKind::leak) > 0);
}

TEST_CASE("the barrier dropped from a failed attempt lets a check find it behind a newer count",
          "[planted]") {
    Request request = request_for("release-entry-barrier", "aa-before-queue");
    const Report intact = run(request);
    // Relacy makes the load of the count an acquire, and has fewer stale reads.
    if (intact.engine == Engine::relacy) return;
    // A deadlock that has ended was true during the wait, so it is not false. Only the counts tell.
    for (const auto planted : {&Setup::drop, &Setup::weaken}) {
        request = request_for("release-entry-barrier", "aa-before-queue");
        request.setup.*planted = {"release.barrier"};
        CHECK(run(request).executions > intact.executions);
    }
    request = request_for("release-entry-barrier", "aa-before-queue");
    request.setup.weaken = {"abba.count"};
    CHECK(run(request).executions > intact.executions);
}

TEST_CASE("a queue node that is not made ready is read uninitialised", "[planted]") {
    for (const char* site : {"queue.init_locked", "queue.init_next"}) {
        INFO(site);
        Request request = request_for("nmi-nonhead-over-pending", "aa-before-queue");
        request.search.bounds.executions = 3000;
        CHECK(count(run(request), FailureKind::uninitialised) == 0);
        request.setup.drop = {site};
        const Report report = run(request);
        CHECK(count(report, FailureKind::uninitialised) > 0);
        CHECK_FALSE(trace_of(report, "uninitialised").empty());
    }
}

// ---- each kind of failure ----

/// A run that shows a kind of failure: a scenario as it is, or with a site dropped or weakened.
struct Producer {
    FailureKind kind;
    const char* scenario;
    const char* revision;
    unsigned cpus;
    std::vector<std::string> drop;
    std::vector<std::string> weaken;
};

const std::vector<Producer>& producers() {
    static const std::vector<Producer> all{
        {FailureKind::stuck, "nmi-aa-latency", "nmi-queue", 2, {}, {}},
        {FailureKind::exclusion, "mutual-exclusion", "aa-before-queue", 3, {"pending.set"}, {}},
        {FailureKind::race, "mutual-exclusion", "aa-before-queue", 2, {}, {"unlock.release"}},
        {FailureKind::error_while_held, "mutual-exclusion", "aa-before-queue", 2, {"pending.take"}, {}},
        {FailureKind::node_reuse, "irq-nest-unmasked", "initial", 3, {"queue.count"}, {}},
        {FailureKind::leak, "mutual-exclusion", "aa-before-queue", 2, {"unlock.count"}, {}},
        {FailureKind::uninitialised,
         "nmi-nonhead-over-pending",
         "aa-before-queue",
         3,
         {"queue.init_locked"},
         {}},
        {FailureKind::scenario_stuck, "machine-waits-in-vain", "aa-before-queue", 1, {}, {}},
        {FailureKind::livelock, "machine-retries-in-vain", "aa-before-queue", 1, {}, {}},
        {FailureKind::misuse, "machine-unlocks-another", "aa-before-queue", 1, {}, {}},
    };
    return all;
}

TEST_CASE("each kind of failure that a lock can show is shown", "[planted]") {
    for (unsigned i = 0; i < rqspinlock::judge::failure_count; ++i) {
        const auto kind = static_cast<FailureKind>(i);
        INFO(name(kind));
        // No lock makes the judge contradict itself. lock/judge/tests has executions that do.
        if (kind == FailureKind::assertion) continue;
        const auto producer = std::find_if(producers().begin(), producers().end(),
                                           [&](const Producer& p) { return p.kind == kind; });
        REQUIRE(producer != producers().end());
        Request request = request_for(producer->scenario, producer->revision, producer->cpus);
        request.search.bounds.executions = 20'000;
        if (!producer->drop.empty() || !producer->weaken.empty()) CHECK(count(run(request), kind) == 0);
        request.setup.drop = producer->drop;
        request.setup.weaken = producer->weaken;
        const Report report = run(request);
        CHECK(count(report, kind) > 0);
        CHECK_FALSE(trace_of(report, name(kind)).empty());
    }
}

}  // namespace
}  // namespace tools
