// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/engine.hpp"

#include <limits>

#include <fmt/core.h>

#include "scenarios/framework/sites.hpp"
#include "tools/checker/memory_models.hpp"

namespace tools {
namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// The strategy refers to the unit of the request.
model::Strategy strategy_of(const Request& request) {
    const Search& search = request.search;
    const model::Unit* const unit = request.unit ? &request.unit->unit : nullptr;
    switch (search.scheduler) {
        case Scheduler::full: {
            model::FullSearch full{.unit = unit};
            // The giver of units decides when it is time to estimate.
            if (request.unit) full.estimate_after = request.unit->estimate ? 0 : never;
            return full;
        }
        case Scheduler::bound:
            return model::BoundedSearch{.bound = search.bounds.switches.value_or(0), .unit = unit};
        case Scheduler::random:
            break;
    }
    if (unit != nullptr) throw RequestError("a random walk has no units of work");
    return model::RandomWalk{search.seed};
}

/// Returns the sites whose names begin with one of `beginnings`. Returns all sites if `beginnings` is empty.
std::bitset<model::max_sites> window_of(const std::vector<std::string>& beginnings) {
    std::bitset<model::max_sites> window;
    if (beginnings.empty()) return window.set();
    for (const std::string& beginning : beginnings) {
        bool found = false;
        for (const rqspinlock::SiteName& site : scenarios::all_sites) {
            if (!site.name.starts_with(beginning)) continue;
            window.set(static_cast<unsigned>(site.site));
            found = true;
        }
        if (!found) throw RequestError(fmt::format("no site begins with '{}'", beginning));
    }
    return window;
}

std::bitset<model::max_sites> sites_named(const std::vector<std::string>& names) {
    std::bitset<model::max_sites> sites;
    for (const std::string& name : names) {
        const std::optional<rqspinlock::Site> site = scenarios::site_named(name);
        if (!site) throw RequestError(fmt::format("no site '{}'", name));
        sites.set(static_cast<unsigned>(*site));
    }
    return sites;
}

}  // namespace

static_assert(default_rounds == model::default_rounds);

Prepared prepare(const Request& request, unsigned max_cpus) {
    Prepared prepared{};
    static_cast<Subject&>(prepared) = subject_of(request.setup);
    if (request.setup.cpus < 1 || request.setup.cpus > max_cpus) {
        throw RequestError(fmt::format("this engine has 1 to {} CPUs, not {}", max_cpus, request.setup.cpus));
    }
    if (prepared.scenario->locks > scenarios::max_locks) {
        throw RequestError(fmt::format("{} declares {} locks, at most {} are possible",
                                       request.setup.scenario, prepared.scenario->locks,
                                       scenarios::max_locks));
    }

    model::Configuration& configuration = prepared.configuration;
    configuration.cpus = request.setup.cpus;
    configuration.slow = request.setup.slow;
    configuration.rounds = request.setup.rounds;
    configuration.keep_sites = request.search.count_coverage || names_sites(request.setup);
    configuration.memory_model = of_model(request.setup.memory);
    configuration.nmi_window = window_of(request.setup.interrupts[scenarios::Interrupt::nmi].windows);
    configuration.hardirq_window = window_of(request.setup.interrupts[scenarios::Interrupt::hardirq].windows);
    configuration.softirq_window = window_of(request.setup.interrupts[scenarios::Interrupt::softirq].windows);
    configuration.weakened = sites_named(request.setup.weaken);
    configuration.dropped = sites_named(request.setup.drop);
    for (unsigned cpu = 0; cpu < request.setup.cpus; ++cpu) {
        const auto budget = [&](scenarios::Interrupt interrupt) {
            const scenarios::Handler& handler = prepared.scenario->handlers[interrupt];
            return handler.arrives_on(cpu) ? request.setup.interrupts[interrupt].budget : 0;
        };
        configuration.slow_cpus[cpu] = prepared.scenario->slow_cpus.contains(cpu);
        configuration.nmi_budget[cpu] = budget(scenarios::Interrupt::nmi);
        configuration.hardirq_budget[cpu] = budget(scenarios::Interrupt::hardirq);
        configuration.softirq_budget[cpu] = budget(scenarios::Interrupt::softirq);
    }

    prepared.strategy = strategy_of(request);
    prepared.limits.executions = request.search.bounds.executions.value_or(0);
    prepared.limits.seconds = request.search.bounds.seconds.value_or(0);
    if (request.unit) prepared.limits.unit = request.unit->size;
    return prepared;
}

End end_of(const model::SearchResult& result, const model::Strategy& strategy) {
    switch (result.end) {
        case model::SearchEnd::by_itself:
            return result.broken_off ? End::broken_off : End::by_itself;
        case model::SearchEnd::executions:
            return std::holds_alternative<model::RandomWalk>(strategy) ? End::samples : End::executions;
        case model::SearchEnd::seconds:
            return End::seconds;
        case model::SearchEnd::divided:
            return End::divided;
        case model::SearchEnd::stopped:
            break;
    }
    return End::stopped;
}

}  // namespace tools
