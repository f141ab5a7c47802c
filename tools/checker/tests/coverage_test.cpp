// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include <nlohmann/json.hpp>

#include "run.hpp"
#include "scenarios/framework/sites.hpp"

// Coverage as a search reports it.

namespace tools {
namespace {

using rqspinlock::Site;
using scenarios::Interrupt;

namespace rig = scenarios::rig;

Report covered(Request request) {
    request.search.count_coverage = true;
    return run(request);
}

const SiteCoverage& at(const Report& report, Site site) {
    return report.coverage.value().sites[static_cast<unsigned>(site)];
}

std::uint64_t times(const Report& report, Path path) {
    return report.coverage.value().paths[static_cast<unsigned>(path)];
}

TEST_CASE("coverage is there if it is asked for, and changes nothing else", "[coverage]") {
    const Request request = request_for("nmi-lock-entry", "queue-kept");
    nlohmann::json without = run(request);
    CHECK_FALSE(without.contains("coverage"));
    nlohmann::json with = covered(request);
    CHECK(with.contains("coverage"));
    for (nlohmann::json* json : {&without, &with}) {
        for (const char* key : {"coverage", "count_coverage", "seconds"}) json->erase(key);
    }
    CHECK(with == without);
}

TEST_CASE("a site counts once in an execution", "[coverage]") {
    const Report report = covered(request_for("mutual-exclusion", "aa-before-queue"));
    for (const Site site : {Site::fast_cmpxchg, Site::unlock_release, rig::program_end}) {
        CHECK(at(report, site).reached == report.executions);
    }
    CHECK(times(report, Path::fast_won) == report.executions);
    CHECK(at(report, Site::pending_set).reached == times(report, Path::fast_lost));
    CHECK(at(report, Site::pending_set).reached > 0);
    CHECK(at(report, Site::pending_set).reached < report.executions);
    CHECK(at(report, Site::queue_xchg_tail).reached == 0);
    CHECK(at(report, Site::tas_read).reached == 0);
}

TEST_CASE("a wait that never ends is reached, and so are points without an access", "[coverage]") {
    const Report report = covered(request_for("nmi-queue-interrupt", "initial"));
    REQUIRE(count(report, rqspinlock::judge::FailureKind::stuck) > 0);
    CHECK(at(report, Site::queue_wait).reached > 0);
    CHECK(at(report, Site::queue_count).reached > 0);
    CHECK(at(report, Site::contention_begin).reached > 0);
}

TEST_CASE("interrupts count by kind, at the site where they arrive", "[coverage]") {
    const Report nmis = covered(request_for("nmi-unlock-order", "aa-before-queue"));
    for (std::size_t i = 0; i < site_count; ++i) {
        const auto site = static_cast<Site>(i);
        INFO(scenarios::site_name(site));
        CHECK((at(nmis, site).by(Interrupt::nmi) > 0) == scenarios::site_name(site).starts_with("unlock."));
        CHECK(at(nmis, site).by(Interrupt::hardirq) == 0);
    }
    Request request = request_for("machine-contexts", "aa-before-queue");
    request.setup.interrupts[Interrupt::nmi].windows = {"section.entry"};
    request.setup.interrupts[Interrupt::hardirq].windows = {"program.end"};
    const Report both = covered(request);
    CHECK(at(both, rig::section_entry).by(Interrupt::nmi) > 0);
    CHECK(at(both, rig::section_entry).by(Interrupt::hardirq) == 0);
    CHECK(at(both, rig::program_end).by(Interrupt::hardirq) > 0);
    CHECK(at(both, rig::program_end).by(Interrupt::nmi) == 0);
}

TEST_CASE("errors count by check and by wait", "[coverage]") {
    const Report early = covered(request_for("nmi-aa-latency", "aa-before-queue", 1));
    CHECK(times(early, Path::aa_pending) > 0);
    CHECK(times(early, Path::aa_before_queue) == 0);
    CHECK(times(early, Path::abba_pending) == 0);
    CHECK(times(early, Path::timeout_pending) == 0);

    const Report crosswise = covered(request_for("abba", "aa-before-queue"));
    CHECK(times(crosswise, Path::abba_pending) > 0);
    CHECK(times(crosswise, Path::abba_head) == 0);

    const Report late = covered(request_for("timeout-pending", "aa-before-queue"));
    CHECK(times(late, Path::timeout_pending) > 0);
    CHECK(times(late, Path::aa_pending) == 0);
}

TEST_CASE("what runs out is counted", "[coverage]") {
    const Report locks = covered(request_for("machine-many-locks", "aa-before-queue"));
    CHECK(times(locks, Path::full_grab) == 1);
    CHECK(times(locks, Path::full_unlock) == 1);
    CHECK(times(locks, Path::full_release) == 0);

    const Report nodes = covered(request_for("nest-overflow", "aa-before-queue"));
    CHECK(times(nodes, Path::fourth_node) > 0);
    CHECK(times(nodes, Path::no_node_for_nmi) > 0);
}

}  // namespace
}  // namespace tools
