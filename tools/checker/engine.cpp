// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/checker/engine.hpp"

#include <fmt/core.h>

#include "lock/sites.hpp"

namespace tools {
namespace {

model::Scheduler scheduler_named(const std::string& name) {
    if (name == "full") return model::Scheduler::full;
    if (name == "bound") return model::Scheduler::bound;
    if (name == "random") return model::Scheduler::random;
    if (name == "replay") return model::Scheduler::replay;
    throw RequestError(fmt::format("no scheduler '{}'", name));
}

model::MemoryModel memory_model_named(const std::string& name) {
    if (name == "rc11") return model::MemoryModel::rc11;
    if (name == "tso") return model::MemoryModel::tso;
    if (name == "sc") return model::MemoryModel::sc;
    throw RequestError(fmt::format("no memory model '{}'", name));
}

/// All sites whose names begin with one of these; all sites if there are none.
std::bitset<model::max_sites> window_of(const std::vector<std::string>& beginnings) {
    std::bitset<model::max_sites> window;
    if (beginnings.empty()) return window.set();
    for (const std::string& beginning : beginnings) {
        bool found = false;
        for (const rqspinlock::SiteName& site : rqspinlock::site_names) {
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
        const std::optional<rqspinlock::Site> site = rqspinlock::site_named(name);
        if (!site) throw RequestError(fmt::format("no site '{}'", name));
        sites.set(static_cast<unsigned>(*site));
    }
    return sites;
}

}  // namespace

Prepared prepare(const Request& request, unsigned max_cpus) {
    Prepared prepared{};
    static_cast<Subject&>(prepared) = subject_of(request);
    if (request.cpus < 1 || request.cpus > max_cpus) {
        throw RequestError(fmt::format("this engine has 1 to {} CPUs, not {}", max_cpus, request.cpus));
    }
    if (prepared.scenario->locks > scenarios::max_locks) {
        throw RequestError(fmt::format("{} declares {} locks, at most {} are possible", request.scenario,
                                       prepared.scenario->locks, scenarios::max_locks));
    }

    model::Configuration& configuration = prepared.configuration;
    configuration.cpus = request.cpus;
    configuration.slow = request.slow;
    configuration.rounds = request.rounds;
    configuration.keep_sites = request.coverage || names_sites(request);
    configuration.memory_model = memory_model_named(request.memory);
    configuration.nmi_window = window_of(windows_of(request, scenarios::Interrupt::nmi));
    configuration.hardirq_window = window_of(windows_of(request, scenarios::Interrupt::hardirq));
    configuration.softirq_window = window_of(windows_of(request, scenarios::Interrupt::softirq));
    configuration.weakened = sites_named(request.weaken);
    configuration.dropped = sites_named(request.drop);
    for (unsigned cpu = 0; cpu < request.cpus; ++cpu) {
        const auto budget = [&](scenarios::Interrupt interrupt) {
            const scenarios::Handler& handler = prepared.scenario->handlers[interrupt];
            return handler.arrives_on(cpu) ? budget_of(request, interrupt) : 0;
        };
        configuration.slow_cpus[cpu] = prepared.scenario->slow_cpus.contains(cpu);
        configuration.nmi_budget[cpu] = budget(scenarios::Interrupt::nmi);
        configuration.hardirq_budget[cpu] = budget(scenarios::Interrupt::hardirq);
        configuration.softirq_budget[cpu] = budget(scenarios::Interrupt::softirq);
    }

    prepared.limits.scheduler = scheduler_named(request.scheduler);
    prepared.limits.switches = request.bounds.switches;
    prepared.limits.executions = request.bounds.executions;
    prepared.limits.seconds = request.bounds.seconds;
    prepared.limits.seed = request.seed;
    return prepared;
}

End end_of(const model::SearchResult& result, const model::SearchLimits& limits) {
    switch (result.end) {
        case model::SearchEnd::by_itself:
            return result.broken_off ? End::broken_off : End::by_itself;
        case model::SearchEnd::executions:
            return limits.scheduler == model::Scheduler::random ? End::samples : End::executions;
        case model::SearchEnd::seconds:
            return End::seconds;
        case model::SearchEnd::interrupted:
            break;
    }
    return End::interrupted;
}

}  // namespace tools
