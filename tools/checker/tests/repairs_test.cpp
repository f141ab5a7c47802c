// SPDX-License-Identifier: GPL-2.0-or-later
#include <rqcheck_catch.hpp>

#include "run.hpp"
#include "tools/protocol/revision.hpp"

// Tests each fix against its finding. Without the fix the finding shows, with it no failure shows.

namespace tools {
namespace {

using rqspinlock::judge::FailureKind;

/// Runs the set of all changes and all fixes, with and without the change that fixes the finding.
void check_repaired(const scenarios::Finding& finding, FailureKind kind, Request request) {
    INFO(finding.name << " in " << request.setup.scenario);
    request.setup.revision = repairs().back();
    request.setup.revision.changes = request.setup.revision.changes.without(finding.repaired);
    const Report before = run(request);
    CHECK(before.exhausted);
    CHECK(count(before, kind) > 0);
    request.setup.revision = repairs().back();
    const Report after = run(request);
    CHECK(after.exhausted);
    for (unsigned i = 0; i < after.failures.size(); ++i) {
        INFO(rqspinlock::judge::failure_names[i]);
        CHECK(after.failures[i] == 0);
    }
}

TEST_CASE("a sole head with a deadlock no longer waits for a CPU behind it", "[repair]") {
    check_repaired(scenarios::sole_head, FailureKind::stuck, request_for("abba-third", "initial"));
}

TEST_CASE("a head that met a pending bit no longer waits for a CPU behind it", "[repair]") {
    Request request = request_for("nmi-pending-undo", "initial");
    request.setup.interrupts.set_windows({"unlock.entry"});
    check_repaired(scenarios::undone_pending, FailureKind::stuck, request);
}

TEST_CASE("an attempt of a guest has one entry", "[repair]") {
    for (const char* scenario : {"paravirt", "paravirt-abba"}) {
        check_repaired(scenarios::paravirt_entry, FailureKind::leak, request_for(scenario, "initial"));
    }
}

TEST_CASE("the separate read of the x86 code takes over from the owner", "[repair]") {
    Request request = request_for("mutual-exclusion", "initial", 3);
    request.setup.arch = rqspinlock::Arch::x86;
    check_repaired(scenarios::x86_acquire, FailureKind::race, request);
    request.setup.revision = repairs().back();
    request.setup.weaken = {"pending.set_read"};
    CHECK(count(run(request), FailureKind::race) > 0);
}

TEST_CASE("scenarios expect a finding only of revisions that have it", "[repair]") {
    for (const scenarios::Scenario& scenario : scenarios::all()) {
        for (const rqspinlock::NamedChanges& revision : rqspinlock::revisions) {
            INFO(scenario.name << " on " << revision.name);
            const auto expectation = scenario.expected.on(revision.changes, scenario.cpus.natural);
            if (!expectation || expectation->finding().empty()) continue;
            bool is_on_record = false;
            for (const scenarios::Finding& finding : scenarios::findings) {
                if (finding.name == expectation->finding()) is_on_record = finding.is_in(revision.changes);
            }
            CHECK(is_on_record);
        }
    }
}

}  // namespace
}  // namespace tools
