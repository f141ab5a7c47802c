// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "run.hpp"

namespace tools {
namespace {

/// There are 8 graphs. Relacy also tells apart the times at which a store came that a read did not see.
TEST_CASE("two CPUs have 12 schedules", "[relacy]") {
    const Report report = run(request_for("mutual-exclusion", "aa-before-queue", 2));
    CHECK(report.executions == 12);
    CHECK(report.exhausted);
}

TEST_CASE("a search that hit its bound does not call itself exhausted", "[relacy]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.search.bounds.executions = 5;
    const Report report = run(request);
    CHECK_FALSE(report.exhausted);
    CHECK(report.end == End::executions);
    request.search.bounds.executions.reset();
    request.search.scheduler = tools::Scheduler::bound;
    request.search.bounds.switches = 1;
    CHECK_FALSE(run(request).exhausted);
}

TEST_CASE("a search that ends with as many schedules as its limit ended by itself", "[relacy]") {
    for (const Scheduler scheduler : {Scheduler::full, Scheduler::bound}) {
        INFO(name(scheduler));
        Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
        request.search.scheduler = scheduler;
        request.search.bounds.switches = 2;
        const Report all = run(request);
        request.search.bounds.executions = all.executions;
        const Report exact = run(request);
        CHECK(exact.end == End::by_itself);
        CHECK(exact.exhausted == all.exhausted);
        CHECK(exact.executions == all.executions);
        CHECK(exact.discarded == all.discarded);
        request.search.bounds.executions = all.executions - 1;
        const Report fewer = run(request);
        CHECK(fewer.end == End::executions);
        CHECK(fewer.executions == all.executions - 1);
    }
}

TEST_CASE("a random walk takes as many schedules as it is told", "[relacy]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.search.scheduler = tools::Scheduler::random;
    request.search.bounds.executions = 7;
    const Report report = run(request);
    CHECK(report.executions == 7);
    CHECK(report.end == End::samples);
}

TEST_CASE("what Relacy cannot do is refused", "[relacy]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.setup.memory = tools::MemoryModel::tso;
    CHECK_THROWS(run(request));
    request.setup.memory = tools::MemoryModel::rc11;
    request.unit.emplace();
    CHECK_THROWS(run(request));
}

}  // namespace
}  // namespace tools
