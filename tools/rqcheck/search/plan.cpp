// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/plan.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/site_effects.hpp"
#include "tools/rqcheck/search/defaults.hpp"
#include "tools/support/printable.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

using scenarios::Scenario;

/// The range of the numbers of CPUs: "2", or "2 to 4".
std::string range_text(const scenarios::CpuRange& range) {
    return range.min == range.max ? fmt::format("{}", range.min)
                                  : fmt::format("{} to {}", range.min, range.max);
}

void require_engine(std::string_view option, Engine needed, Engine chosen) {
    if (chosen == needed) return;
    throw UsageError(fmt::format("{} is for '--engine {}', the engine here is {}", option, needed, chosen));
}

void require_scheduler(std::string_view option, Scheduler needed, Scheduler chosen) {
    if (chosen == needed) return;
    throw UsageError(
        fmt::format("{} is for '--scheduler {}', the scheduler here is {}", option, needed, chosen));
}

std::uint64_t usual_executions(const SearchOptions& options) {
    if (options.scheduler == Scheduler::random) return default_samples;
    return options.engine == Engine::native ? native_executions : default_executions;
}

Bounds chosen_bounds(const SearchOptions& options) {
    Bounds bounds;
    bounds.executions = options.executions.value_or(usual_executions(options));
    if (bounds.executions == 0) bounds.executions.reset();
    bounds.seconds = options.seconds;
    if (options.switches) require_scheduler("--switches", Scheduler::bound, options.scheduler);
    if (options.scheduler == Scheduler::bound) bounds.switches = options.switches.value_or(default_switches);
    if (options.scheduler == Scheduler::random && !bounds.executions && !bounds.seconds) {
        throw UsageError("a random search never ends by itself: give --executions above 0 or --time-limit");
    }
    return bounds;
}

Search chosen_search(const SearchOptions& options) {
    Search search;
    search.scheduler = options.scheduler;
    search.bounds = chosen_bounds(options);
    if (options.seed) require_scheduler("--seed", Scheduler::random, options.scheduler);
    search.seed = options.seed.value_or(search.seed);
    search.count_plain_races = options.kernel.plain_races;
    return search;
}

/// The common part of the requests of all scenarios.
/// Texts that no list of names has in it are sent to the engine and shown.
void require_printable(std::string_view option, const std::string& text) {
    if (is_printable(text)) return;
    throw UsageError(fmt::format("{} '{}' has characters that cannot be shown", option, printable(text)));
}

Request chosen_request(const SearchOptions& options) {
    if (options.setup.memory != MemoryModel::rc11) require_engine("--memory", Engine::native, options.engine);
    if (options.slow.value_or(0) != 0) require_engine("--slow", Engine::native, options.engine);
    if (options.trace_outcome && options.trace_outcome->empty()) {
        throw UsageError("--trace-outcome takes an outcome, as outcomes are printed, not ''");
    }
    require_printable("--trace-outcome", options.trace_outcome.value_or(""));
    require_printable("--mutant", options.setup.faults.mutant);
    Request request;
    request.setup = options.setup;
    request.search = chosen_search(options);
    request.trace_outcome = options.trace_outcome.value_or("");
    Policy usual;
    usual.accept_unreached = options.accept_unreached;
    request.policy = chosen_policy(options.policy, usual);
    return request;
}

/// The number of slow waits. Relacy has one clock for all CPUs, so the slow waits of a scenario are left out
/// there, and the verdict says so.
unsigned chosen_slow(const Scenario& scenario, const SearchOptions& options) {
    if (options.engine != Engine::native) return 0;
    return options.slow.value_or(scenario.slow);
}

/// Refuses a window for interrupts if none of them may arrive.
void require_budgets(const Setup& setup, const Scenario& scenario, const SearchOptions& options) {
    bool any_takes_windows = false;
    bool any_arrives = false;
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        if (!scenario.handlers[kind].exists()) continue;
        const bool arrives = setup.interrupts[kind].budget != 0;
        const bool has_own = options.of(kind).windows.has_value();
        any_arrives = any_arrives || arrives;
        any_takes_windows = any_takes_windows || (arrives && !has_own);
        if (has_own && !arrives) {
            throw UsageError(fmt::format("{} says where {}s arrive, and none may: give {} above 0",
                                         window_option(kind), name(kind), budget_option(kind)));
        }
    }
    if (!options.windows || any_takes_windows) return;
    throw UsageError(any_arrives
                         ? "--window says nothing here: each kind of interrupt has a window of its own"
                         : "--window says where interrupts arrive, and none may: --nmis, --hardirqs "
                           "or --softirqs above 0 lets them");
}

void refuse_interrupts(const Scenario& scenario, scenarios::Interrupt kind, const InterruptOptions& chosen) {
    const auto refuse = [&](std::string_view option) {
        throw UsageError(
            fmt::format("{} has no {} program: {} does not fit it", scenario.name, name(kind), option));
    };
    if (chosen.budget.value_or(0) != 0) refuse(budget_option(kind) + " above 0");
    if (chosen.windows) refuse(window_option(kind));
}

void set_interrupts(Setup& setup, const Scenario& scenario, const SearchOptions& options, bool named) {
    setup.interrupts = declared_interrupts(scenario);
    const bool has_any =
        std::any_of(scenarios::interrupts.begin(), scenarios::interrupts.end(),
                    [&](scenarios::Interrupt kind) { return scenario.handlers[kind].exists(); });
    if (options.windows && !has_any && named) {
        throw UsageError(
            fmt::format("{} has no NMI program, nor one of another interrupt: --window does not "
                        "fit it",
                        scenario.name));
    }
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        const InterruptOptions& chosen = options.of(kind);
        InterruptSetup& interrupt = setup.interrupts[kind];
        if (options.windows && has_any) interrupt.windows = *options.windows;
        if (scenario.handlers[kind].exists()) {
            interrupt.budget = chosen.budget.value_or(interrupt.budget);
            interrupt.windows = chosen.windows.value_or(interrupt.windows);
        } else if (named) {
            refuse_interrupts(scenario, kind, chosen);
        }
    }
    if (named) require_budgets(setup, scenario, options);
}

/// For a run of all scenarios: refuses an option that fits no scenario. An option may fit only a few of them.
void require_use(const std::vector<Row>& rows, const SearchOptions& options) {
    const auto any_row = [&](auto predicate) {
        return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
            return predicate(*row.scenario, row.requests.front().setup);
        });
    };
    bool any_arrives = false;
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        const bool is_there = any_row([&](const Scenario& scenario, const Setup& /*setup*/) {
            return scenario.handlers[kind].exists();
        });
        const bool arrives = any_row([&](const Scenario& /*scenario*/, const Setup& setup) {
            return setup.interrupts[kind].budget != 0;
        });
        any_arrives = any_arrives || arrives;
        if (options.of(kind).budget.value_or(0) != 0 && !is_there) {
            throw UsageError(fmt::format("no scenario has a {} program: {} above 0 does not fit", name(kind),
                                         budget_option(kind)));
        }
        if (options.of(kind).windows && !arrives) {
            throw UsageError(fmt::format("{} says where {}s arrive, and none may in any scenario",
                                         window_option(kind), name(kind)));
        }
    }
    if (options.windows && !any_arrives) {
        throw UsageError("--window says where interrupts arrive, and none may in any scenario");
    }
}

/// The numbers of CPUs with which the scenario runs; empty: none of the requested numbers fits.
std::vector<unsigned> cpus_for(const Scenario& scenario, const std::vector<unsigned>& asked, bool named) {
    if (asked.empty()) return {scenario.cpus.natural};
    std::vector<unsigned> cpus;
    for (unsigned count : asked) {
        if (count >= scenario.cpus.min && count <= scenario.cpus.max) {
            cpus.push_back(count);
        } else if (named) {
            throw UsageError(fmt::format("{} is made for {} CPUs, not for {}", scenario.name,
                                         range_text(scenario.cpus), count));
        }
    }
    return cpus;
}

}  // namespace

std::vector<const Scenario*> named_scenarios(const std::vector<std::string>& names) {
    std::vector<const Scenario*> chosen;
    if (names.empty()) {
        for (const Scenario& scenario : scenarios::all()) chosen.push_back(&scenario);
        return chosen;
    }
    std::vector<std::string_view> choices;
    for (const Scenario& scenario : scenarios::all()) choices.push_back(scenario.name);
    for (const std::string& name : names_meant("scenario", names, choices)) {
        chosen.push_back(scenarios::find(name));
    }
    return chosen;
}

Plan make_plan(const std::vector<const Scenario*>& chosen, bool named, const SearchOptions& options,
               const std::string& default_revisions) {
    if (options.no_work && !options.state) {
        throw UsageError("--no-work is for a state folder: give --state FOLDER");
    }
    const Request common = chosen_request(options);
    Plan plan;
    plan.revisions = chosen_revisions(options.kernel, options.revisions);
    if (plan.revisions.empty()) plan.revisions = revision_values(default_revisions);
    require_names_apart(plan.revisions);
    for (const Scenario* scenario : chosen) {
        for (unsigned cpus : cpus_for(*scenario, options.cpus, named)) {
            Row row{scenario, {}};
            Request request = common;
            request.setup.scenario = scenario->name;
            request.setup.cpus = cpus;
            request.setup.arch = options.arch.value_or(scenario->arch);
            request.setup.lock = scenario->form;
            set_interrupts(request.setup, *scenario, options, named);
            request.setup.slow = chosen_slow(*scenario, options);
            for (const Revision& revision : plan.revisions) {
                request.setup.revision = revision;
                if (const auto idle = idle_mutation(request.setup)) throw UsageError(*idle);
                row.requests.push_back(request);
            }
            plan.rows.push_back(std::move(row));
        }
    }
    if (plan.rows.empty()) {
        throw UsageError(chosen.empty() ? "there are no scenarios in this build"
                                        : "no scenario is made for that number of CPUs, see 'rqcheck list'");
    }
    if (!named) require_use(plan.rows, options);
    return plan;
}

Plan make_program_plan(const scenarios::ProgramScenario& program, const SearchOptions& options,
                       const std::string& default_revisions) {
    Plan plan = make_plan({&program.scenario()}, true, options, default_revisions);
    for (Row& row : plan.rows) {
        for (Request& request : row.requests) {
            request.setup.program = program.scenario().claim;
            Policy usual = policy_for_programs(request.setup.revision.changes);
            usual.accept_unreached = options.accept_unreached;
            request.policy = chosen_policy(options.policy, usual);
        }
    }
    return plan;
}

}  // namespace tools
