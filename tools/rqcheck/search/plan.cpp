// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/plan.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "lock/options.hpp"
#include "lock/revision.hpp"
#include "lock/sites.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/values.hpp"
#include "tools/protocol/site_effects.hpp"
#include "tools/rqcheck/search/defaults.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

using scenarios::Scenario;

/// What is named twice is run once, where it is named first.
template <class T>
std::vector<T> without_repeats(const std::vector<T>& all) {
    std::vector<T> kept;
    for (const T& one : all) {
        if (std::find(kept.begin(), kept.end(), one) == kept.end()) kept.push_back(one);
    }
    return kept;
}

/// `[first, last]` of the numbers of CPUs, as text.
std::string range_text(const scenarios::CpuRange& range) {
    return range.min == range.max ? fmt::format("{}", range.min)
                                  : fmt::format("{} to {}", range.min, range.max);
}

std::vector<unsigned> chosen_cpus(const std::string& typed) {
    constexpr unsigned most_cpus = 8;
    std::vector<unsigned> cpus;
    for (const std::string& part : parse_list("--cpus", typed)) {
        cpus.push_back(static_cast<unsigned>(parse_count("--cpus", part, {1, most_cpus})));
    }
    return without_repeats(cpus);
}

std::vector<std::string_view> site_choices() {
    std::vector<std::string_view> choices;
    for (const auto& entry : rqspinlock::site_names) choices.push_back(entry.name);
    return choices;
}

std::vector<std::string> chosen_windows(std::string_view option, const std::string& typed) {
    if (typed == "anywhere") return {};
    const std::vector<std::string_view> sites = site_choices();
    std::vector<std::string> windows = parse_list(option, typed);
    for (const std::string& window : windows) {
        const bool known = std::any_of(sites.begin(), sites.end(), [&](std::string_view site) {
            return site.substr(0, window.size()) == window;
        });
        if (known) continue;
        std::vector<std::string_view> choices = sites;
        choices.emplace_back("anywhere");
        throw UsageError(unknown("site", window, choices));
    }
    return windows;
}

Bounds chosen_bounds(const SearchOptions& options) {
    const bool random = options.scheduler == "random";
    const bool bound = options.scheduler == "bound";
    Bounds bounds;
    bounds.executions = options.engine == "native" ? native_executions : default_executions;
    if (random) bounds.executions = default_samples;
    if (options.executions) bounds.executions = parse_count("--executions", *options.executions, {});
    if (options.time_limit) bounds.seconds = parse_seconds("--time-limit", *options.time_limit);
    if (options.switches && !bound) {
        throw UsageError("--switches is for '--scheduler bound', the scheduler here is " + options.scheduler);
    }
    if (bound) {
        constexpr unsigned most_switches = 1000;
        bounds.switches = default_switches;
        if (options.switches) {
            const auto switches = parse_count("--switches", *options.switches, {1, most_switches});
            bounds.switches = static_cast<unsigned>(switches);
        }
    }
    if (random && bounds.executions == 0 && bounds.seconds == 0) {
        throw UsageError("a random search never ends by itself: give --executions above 0 or --time-limit");
    }
    return bounds;
}

/// What the requests of all scenarios have in common.
Request chosen_request(const SearchOptions& options) {
    require_choice("engine", options.engine, choices_of("ENGINE"));
    require_memory_model(options.memory);
    require_choice("scheduler", options.scheduler, choices_of("SCHEDULER"));
    if (options.arch) require_arch(*options.arch);
    const bool native = options.engine == "native";
    if (!native && options.memory != "rc11") {
        throw UsageError("--memory is for '--engine native', the engine here is " + options.engine);
    }
    Request request;
    request.memory = options.memory;
    request.trace_outcome = options.trace_outcome.value_or("");
    if (options.trace_outcome && options.trace_outcome->empty()) {
        throw UsageError("--trace-outcome takes an outcome, as outcomes are printed, not ''");
    }
    if (options.jobs) {
        request.jobs = parse_jobs(*options.jobs);
        if (request.jobs > 1 && !native) {
            throw UsageError("--jobs is for '--engine native', the engine here is " + options.engine);
        }
        if (request.jobs > 1 && options.scheduler == "random") {
            throw UsageError("--jobs is for '--scheduler full', the scheduler here is random");
        }
    }
    request.scheduler = options.scheduler;
    request.bounds = chosen_bounds(options);
    if (options.rounds) {
        constexpr unsigned most_rounds = 1000;
        request.rounds = static_cast<unsigned>(parse_count("--rounds", *options.rounds, {1, most_rounds}));
    }
    if (options.seed) {
        if (options.scheduler != "random") {
            throw UsageError("--seed is for '--scheduler random', the scheduler here is " +
                             options.scheduler);
        }
        request.seed = parse_count("--seed", *options.seed, {});
    }
    for (const std::string& site : options.weaken) require_choice("site", site, site_choices());
    for (const std::string& site : options.drop) require_choice("site", site, site_choices());
    Policy usual;
    usual.accept_unreached = options.accept_unreached;
    request.policy = chosen_policy(options.policy, usual);
    request.weaken = options.weaken;
    request.drop = options.drop;
    return request;
}

/// Options of one kind of interrupt beside what the scenarios declare.
struct KindChoice {
    scenarios::Interrupt interrupt;
    std::string_view budget_option;
    std::optional<unsigned> budget;
    std::string_view window_option;
    std::optional<std::vector<std::string>> windows;
};

struct InterruptChoice {
    std::vector<KindChoice> kinds;
    std::optional<std::vector<std::string>> windows;  ///< of all kinds
};

InterruptChoice chosen_interrupts(const SearchOptions& options) {
    InterruptChoice choice;
    using Typed = std::optional<std::string>;
    const auto add = [&](scenarios::Interrupt interrupt, std::string_view budget_option, const Typed& budget,
                         std::string_view window_option, const Typed& window) {
        KindChoice& kind = choice.kinds.emplace_back();
        kind.interrupt = interrupt;
        kind.budget_option = budget_option;
        if (budget) {
            kind.budget = static_cast<unsigned>(parse_count(budget_option, *budget, {0, most_interrupts}));
        }
        kind.window_option = window_option;
        if (window) kind.windows = chosen_windows(window_option, *window);
    };
    add(scenarios::Interrupt::nmi, "--nmis", options.nmis, "--nmi-window", options.nmi_window);
    add(scenarios::Interrupt::hardirq, "--hardirqs", options.hardirqs, "--hardirq-window",
        options.hardirq_window);
    add(scenarios::Interrupt::softirq, "--softirqs", options.softirqs, "--softirq-window",
        options.softirq_window);
    if (options.window) choice.windows = chosen_windows("--window", *options.window);
    return choice;
}

/// A window of interrupts of which none may arrive says nothing.
void require_budgets(const Request& request, const Scenario& scenario, const InterruptChoice& choice) {
    bool any_takes_windows = false;
    bool any_arrives = false;
    for (const KindChoice& chosen : choice.kinds) {
        if (!scenario.handlers[chosen.interrupt].exists()) continue;
        const bool arrives = budget_of(request, chosen.interrupt) != 0;
        any_arrives = any_arrives || arrives;
        any_takes_windows = any_takes_windows || (arrives && !chosen.windows);
        if (chosen.windows && !arrives) {
            throw UsageError(fmt::format("{} says where {}s arrive, and none may: give {} above 0",
                                         chosen.window_option, name(chosen.interrupt), chosen.budget_option));
        }
    }
    if (!choice.windows || any_takes_windows) return;
    throw UsageError(any_arrives
                         ? "--window says nothing here: each kind of interrupt has a window of its own"
                         : "--window says where interrupts arrive, and none may: --nmis, --hardirqs "
                           "or --softirqs above 0 lets them");
}

void set_interrupts(Request& request, const Scenario& scenario, const InterruptChoice& choice, bool named) {
    const bool has_any =
        std::any_of(scenarios::interrupts.begin(), scenarios::interrupts.end(),
                    [&](scenarios::Interrupt interrupt) { return scenario.handlers[interrupt].exists(); });
    set_windows(request, scenario);
    if (choice.windows && has_any) {
        request.windows = *choice.windows;
        request.own_windows = {};
    } else if (choice.windows && named) {
        throw UsageError(
            fmt::format("{} has no NMI program, nor one of another interrupt: --window does not "
                        "fit it",
                        scenario.name));
    }
    for (const KindChoice& chosen : choice.kinds) {
        const scenarios::Handler& handler = scenario.handlers[chosen.interrupt];
        unsigned& budget = budget_of(request, chosen.interrupt);
        budget = handler.arrivals();
        if (handler.exists()) {
            budget = chosen.budget.value_or(budget);
            if (chosen.windows) own_windows_of(request, chosen.interrupt) = chosen.windows;
            continue;
        }
        const auto refuse = [&](std::string_view option) {
            throw UsageError(fmt::format("{} has no {} program: {} does not fit it", scenario.name,
                                         name(chosen.interrupt), option));
        };
        if (named && chosen.budget.value_or(0) != 0) refuse(fmt::format("{} above 0", chosen.budget_option));
        if (named && chosen.windows) refuse(chosen.window_option);
    }
    if (named) require_budgets(request, scenario, choice);
}

/// Of all scenarios some options fit a few only. One that fits none says nothing.
void require_use(const std::vector<Row>& rows, const InterruptChoice& choice) {
    const auto any_row = [&](auto predicate) {
        return std::any_of(rows.begin(), rows.end(),
                           [&](const Row& row) { return predicate(*row.scenario, row.requests.front()); });
    };
    bool any_arrives = false;
    for (const KindChoice& chosen : choice.kinds) {
        const bool has_program = any_row([&](const Scenario& scenario, const Request& /*request*/) {
            return scenario.handlers[chosen.interrupt].exists();
        });
        const bool arrives = any_row([&](const Scenario& /*scenario*/, const Request& request) {
            return budget_of(request, chosen.interrupt) != 0;
        });
        any_arrives = any_arrives || arrives;
        if (chosen.budget.value_or(0) != 0 && !has_program) {
            throw UsageError(fmt::format("no scenario has a {} program: {} above 0 does not fit",
                                         name(chosen.interrupt), chosen.budget_option));
        }
        if (chosen.windows && !arrives) {
            throw UsageError(fmt::format("{} says where {}s arrive, and none may in any scenario",
                                         chosen.window_option, name(chosen.interrupt)));
        }
    }
    if (choice.windows && !any_arrives) {
        throw UsageError("--window says where interrupts arrive, and none may in any scenario");
    }
}

std::optional<unsigned> chosen_slow(const SearchOptions& options) {
    // Relacy has one clock for all CPUs. What a scenario declares is left out there, and its verdict says so.
    const bool native = options.engine == "native";
    if (!options.slow) return native ? std::nullopt : std::optional(0U);
    const auto slow = static_cast<unsigned>(parse_count("--slow", *options.slow, {0, most_slow_waits}));
    if (slow != 0 && !native) {
        throw UsageError("--slow is for '--engine native', the engine here is " + options.engine);
    }
    return slow;
}

/// The numbers of CPUs to run this scenario with; none if none of those asked for fits.
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

std::vector<std::string> chosen_revisions(const std::string& typed) {
    constexpr std::array<std::string_view, 3> groups{"history", "fixes", "all"};
    std::vector<std::string_view> choices(groups.begin(), groups.end());
    std::vector<std::string> group;
    for (const auto& entry : rqspinlock::revision_names) {
        choices.push_back(entry.name);
        if (typed == "all" || typed == (is_repair(entry.revision) ? "fixes" : "history")) {
            group.emplace_back(entry.name);
        }
    }
    if (!group.empty()) return group;
    std::vector<std::string> revisions = parse_list("--revision", typed);
    for (const std::string& revision : revisions) {
        require_choice("revision", revision, choices);
        if (std::find(groups.begin(), groups.end(), revision) == groups.end()) continue;
        throw UsageError(fmt::format("--revision takes '{}' or a list of names, not both", revision));
    }
    return without_repeats(revisions);
}

std::vector<const Scenario*> named_scenarios(const std::vector<std::string>& names) {
    std::vector<const Scenario*> chosen;
    if (names.empty()) {
        for (const Scenario& scenario : scenarios::all()) chosen.push_back(&scenario);
        return chosen;
    }
    std::vector<std::string_view> choices;
    for (const Scenario& scenario : scenarios::all()) choices.push_back(scenario.name);
    for (const std::string& name : names) {
        require_choice("scenario", name, choices);
        chosen.push_back(scenarios::find(name));
    }
    return without_repeats(chosen);
}

Plan make_plan(const std::vector<const Scenario*>& chosen, bool named, const SearchOptions& options,
               const std::string& default_revisions) {
    const Request common = chosen_request(options);
    const InterruptChoice interrupts = chosen_interrupts(options);
    const std::optional<unsigned> slow = chosen_slow(options);
    const std::vector<unsigned> asked = options.cpus ? chosen_cpus(*options.cpus) : std::vector<unsigned>{};
    Plan plan;
    plan.revisions = chosen_revisions(options.revisions.value_or(default_revisions));
    for (const Scenario* scenario : chosen) {
        for (unsigned cpus : cpus_for(*scenario, asked, named)) {
            Row row{scenario, {}};
            Request request = common;
            request.scenario = scenario->name;
            request.cpus = cpus;
            request.arch = options.arch.value_or(std::string(name(scenario->arch)));
            request.lock = name(scenario->form);
            set_interrupts(request, *scenario, interrupts, named);
            request.slow = slow.value_or(scenario->slow);
            for (const std::string& revision : plan.revisions) {
                request.revision = revision;
                if (const auto idle = idle_mutation(request)) throw UsageError(*idle);
                row.requests.push_back(request);
            }
            plan.rows.push_back(std::move(row));
        }
    }
    if (plan.rows.empty()) {
        throw UsageError(chosen.empty() ? "there are no scenarios in this build"
                                        : "no scenario is made for that number of CPUs, see 'rqcheck list'");
    }
    if (!named) require_use(plan.rows, interrupts);
    return plan;
}

Plan make_program_plan(const scenarios::ProgramScenario& program, const SearchOptions& options,
                       const std::string& default_revisions) {
    Plan plan = make_plan({&program.scenario()}, true, options, default_revisions);
    for (Row& row : plan.rows) {
        for (Request& request : row.requests) {
            request.program = program.scenario().claim;
            Policy usual = policy_for_programs(*rqspinlock::revision_named(request.revision));
            usual.accept_unreached = options.accept_unreached;
            request.policy = chosen_policy(options.policy, usual);
        }
    }
    return plan;
}

}  // namespace tools
