// SPDX-License-Identifier: GPL-2.0-or-later
//
// The site properties in tools/protocol/site_effects.hpp agree with what the lock does at the sites.
#include <set>

#include <rqcheck_catch.hpp>

#include "model/native/platform.hpp"
#include "model/native/search.hpp"
#include "run.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/checker/explore.hpp"
#include "tools/protocol/site_effects.hpp"
#include "tools/protocol/verdict.hpp"

namespace tools {
namespace {

using rqspinlock::Site;
using NativeEngine = RigEngine<model::native::Engine>;

/// The sites of the accesses in finished executions.
class Accesses final : public model::Observer {
  public:
    void finished(model::FinishedExecution& finished) override {
        const model::Execution& execution = finished.record();
        for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
            for (const model::Event& event : execution.cpu[cpu].events) add(event);
        }
    }
    bool progress(const model::Progress& /*progress*/) override { return true; }

    std::set<Site> read;     ///< by an access without a store
    std::set<Site> stored;   ///< by a store or an update
    std::set<Site> updated;  ///< by an update
    std::set<Site> fenced;
    std::set<Site> ordered;
    std::set<Site> relaxed;

  private:
    void add(const model::Event& event) {
        using model::Operation;
        const auto site = static_cast<Site>(event.site);
        switch (event.operation) {
            case Operation::read:
                read.insert(site);
                break;
            case Operation::update:
                updated.insert(site);
                stored.insert(site);
                break;
            case Operation::write:
                stored.insert(site);
                break;
            case Operation::fence:
                fenced.insert(site);
                break;
            default:
                return;
        }
        const bool is_relaxed = static_cast<std::memory_order>(event.order) == std::memory_order_relaxed;
        (is_relaxed ? relaxed : ordered).insert(site);
    }
};

Accesses accesses_of(const Request& request) {
    Prepared prepared = prepare(request, model::max_cpus);
    rqspinlock::RuntimeOptions::current = prepared.options;
    Inventory<NativeEngine>(*prepared.scenario, request.setup.cpus).names();
    Accesses accesses;
    model::native::search(prepared.configuration, MachineRig<NativeEngine>::programs(*prepared.scenario),
                          prepared.strategy, prepared.limits, accesses);
    return accesses;
}

TEST_CASE("kinds and orders of sites are those of the accesses that are made there", "[sites]") {
    std::set<Site> seen;
    for (const rqspinlock::NamedChanges& revision : rqspinlock::revisions) {
        for (const auto arch : {rqspinlock::Arch::generic, rqspinlock::Arch::x86}) {
            for (const scenarios::Scenario& scenario : scenarios::all()) {
                if (scenario.name.starts_with("machine-")) continue;
                Request request = request_for(scenario.name, revision.name);
                request.setup.arch = arch;
                request.search.bounds.executions = 300;
                const Accesses accesses = accesses_of(request);
                const rqspinlock::Options options = prepare(request, model::max_cpus).options;
                for (const rqspinlock::SiteName& entry : scenarios::all_sites) {
                    const Site site = entry.site;
                    INFO(scenario.name << " on " << revision.name << ", " << name(arch) << ": "
                                       << entry.name);
                    const bool accessed = accesses.read.contains(site) || accesses.stored.contains(site) ||
                                          accesses.fenced.contains(site);
                    if (!accessed) continue;
                    seen.insert(site);
                    const SiteKind kind = kind_of(site);
                    CHECK(kind != SiteKind::none);
                    CHECK((kind == SiteKind::fence) == accesses.fenced.contains(site));
                    if (accesses.stored.contains(site)) {
                        CHECK((kind == SiteKind::store || kind == SiteKind::cmpxchg));
                    }
                    if (accesses.read.contains(site)) {
                        CHECK((kind == SiteKind::load || kind == SiteKind::cmpxchg));
                    }
                    const bool is_of_scenario = !rqspinlock::is_lock_site(site);
                    if (!is_of_scenario && accesses.ordered.contains(site)) CHECK(has_order(site, options));
                    // A cmpxchg that fails is relaxed.
                    if (!is_of_scenario && !accesses.ordered.contains(site) && kind != SiteKind::cmpxchg) {
                        CHECK_FALSE(has_order(site, options));
                    }
                }
            }
        }
    }
    // Local variables are no accesses. Sites of the kind `none` are no accesses either.
    for (const rqspinlock::SiteName& entry : scenarios::all_sites) {
        const bool is_local = entry.site == Site::queue_count || entry.site == Site::queue_count_read ||
                              entry.site == Site::queue_count_drop ||
                              entry.site == Site::queue_count_drop_read;
        INFO(entry.name);
        CHECK(seen.contains(entry.site) != (is_local || kind_of(entry.site) == SiteKind::none));
    }
}

TEST_CASE("a planted bug that is let through changes what is found", "[sites]") {
    Request request = request_for("mutual-exclusion", "aa-before-queue", 3);
    const Report whole = run(request);
    CHECK_FALSE(whole.reached);
    request.setup.drop = {"unlock.release"};
    CHECK_FALSE(idle_mutation(request.setup));
    const Report without = run(request);
    CHECK(worst_failure(without));
    REQUIRE(without.reached);
    CHECK_FALSE(without.reached->sites[static_cast<unsigned>(Site::queue_wait)]);
    CHECK(without.reached->sites[static_cast<unsigned>(Site::queue_xchg_tail)]);
}

TEST_CASE("a report says at which sites interrupts arrived", "[sites]") {
    const Report report = run(request_for("nmi-unlock-order", "queue-kept"));
    REQUIRE(report.reached);
    const auto& arrived = report.reached->interrupted[static_cast<unsigned>(scenarios::Interrupt::nmi)];
    CHECK(arrived[static_cast<unsigned>(Site::unlock_release)]);
    CHECK_FALSE(arrived[static_cast<unsigned>(Site::fast_cmpxchg)]);
    CHECK(report.reached->sites[static_cast<unsigned>(Site::fast_cmpxchg)]);
}

}  // namespace
}  // namespace tools
