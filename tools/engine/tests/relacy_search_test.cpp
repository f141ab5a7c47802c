// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "run.hpp"

namespace tools {
namespace {

/// Schedules of 8 graphs: those that differ in when a store came that a read did not see are told apart.
TEST_CASE("two CPUs have 12 schedules", "[relacy]") {
    const Report report = run(request_for("mutual-exclusion", "aa-before-queue", 2));
    CHECK(report.executions == 12);
    CHECK(report.exhausted);
}

TEST_CASE("a search that hit its bound does not call itself exhausted", "[relacy]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.bounds.executions = 5;
    const Report report = run(request);
    CHECK_FALSE(report.exhausted);
    CHECK(report.end == End::executions);
    request.bounds.executions = 0;
    request.scheduler = "bound";
    request.bounds.switches = 1;
    CHECK_FALSE(run(request).exhausted);
}

TEST_CASE("what Relacy cannot do is refused", "[relacy]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 2);
    request.memory = "tso";
    CHECK_THROWS(run(request));
    request.memory = "rc11";
    request.jobs = 2;
    CHECK_THROWS(run(request));
}

}  // namespace
}  // namespace tools
