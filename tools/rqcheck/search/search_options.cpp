// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/search_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <stdexcept>

#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/rqcheck/search/defaults.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

using scenarios::Interrupt;

std::vector<unsigned> read_cpus(const std::string& typed) {
    std::vector<unsigned> cpus;
    for (const std::string& part : parse_list("--cpus", typed)) {
        cpus.push_back(static_cast<unsigned>(parse_count("--cpus", part, {1, scenarios::most_cpus})));
    }
    return without_repeats(cpus);
}

std::vector<std::string_view> site_choices() {
    std::vector<std::string_view> choices;
    for (const auto& entry : scenarios::all_sites) choices.push_back(entry.name);
    return choices;
}

std::vector<std::string> read_windows(const std::string& option, const std::string& typed) {
    if (typed == "anywhere") return {};
    const std::vector<std::string_view> sites = site_choices();
    std::vector<std::string> windows = parse_list(option, typed);
    for (std::string& window : windows) {
        // Reports write windows as "fast.*".
        if (window.ends_with('*')) window.pop_back();
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

void add_interrupt_options(CLI::App& app, SearchOptions& options) {
    const auto budget = [&](Interrupt kind, const std::string& help) {
        add_count(app, budget_option(kind), options.of(kind).budget, {0, scenarios::most_interrupts}, help);
    };
    const auto window = [&](const std::string& option, auto& windows, const std::string& help) {
        const auto read = [option](const std::string& typed) { return read_windows(option, typed); };
        add_value(app, option, "SITE,...", windows, read, help);
    };
    budget(Interrupt::nmi, "How many NMIs may arrive on each CPU that takes them [the scenario's]");
    budget(Interrupt::hardirq, "How many hardirqs may arrive on each CPU that takes them [the scenario's]");
    budget(Interrupt::softirq, "How many softirqs may arrive on each CPU that takes them [the scenario's]");
    add_count(app, "--slow", options.slow, {0, scenarios::most_slow_waits},
              "How many timed waits may let their CPU's time pass [the scenario's]");
    window(
        "--window", options.windows,
        "Where interrupts arrive: beginnings of site names (list --sites), or 'anywhere' [the scenario's]");
    window(window_option(Interrupt::nmi), options.of(Interrupt::nmi).windows,
           "Where NMIs arrive; overrides --window");
    window(window_option(Interrupt::hardirq), options.of(Interrupt::hardirq).windows,
           "Where hardirqs arrive; overrides --window");
    window(window_option(Interrupt::softirq), options.of(Interrupt::softirq).windows,
           "Where softirqs arrive; overrides --window");
}

void add_bound_options(CLI::App& app, SearchOptions& options) {
    constexpr unsigned most_switches = 1000;
    constexpr unsigned most_rounds = 1000;
    add_count(
        app, "--executions", options.executions, {},
        fmt::format("Explore at most N executions per run, 0: no limit [native: {}; relacy: {}; random: {}]",
                    native_executions, default_executions, default_samples));
    add_seconds(app, "--time-limit", options.seconds,
                "Seconds for each run; the result then depends on the machine [none]");
    add_count(
        app, "--switches", options.switches, {1, most_switches},
        fmt::format("Limit of the bound scheduler: preemptive switches (relacy) or departures (native) [{}]",
                    default_switches));
    add_count(app, "--rounds", options.setup.rounds, {1, most_rounds},
              fmt::format("How often in a row a call at one line may fail before its context waits for the "
                          "other CPUs; if no CPU can help, it is a livelock [{}]",
                          Setup{}.rounds));
}

void add_mutation(CLI::App& app, const char* option, std::vector<std::string>& sites, const char* help) {
    const auto add = [&sites](const std::vector<std::string>& typed) {
        sites = names_meant("site", typed, site_choices());
    };
    app.add_option_function<std::vector<std::string>>(option, add, help)
        ->type_name("SITE")
        ->allow_extra_args(false)
        ->expected(1)
        ->take_all();
}

/// Throws `UsageError` with a line about a text that is not an oracle.
std::string fault_in(const std::string& typed) {
    try {
        read_oracle(typed);
        return "";
    } catch (const std::invalid_argument& error) {
        throw UsageError(error.what());
    }
}

void add_fault_options(CLI::App& app, Faults& faults) {
    app.add_option(
           "--oracle", faults.oracles,
           "Make the checks of a wait answer 'deadlock' or 'timeout', as in deadlock@head.wait; with '?', as "
           "in deadlock?@head.wait, each check may also answer the truth (may be repeated; native only)")
        ->type_name("ANSWER@SITE")
        ->allow_extra_args(false)
        ->check(CLI::Validator(fault_in, ""));
    const auto wait = [](const std::string& typed) { return parse_wait("--first-look", typed); };
    add_value(app, "--first-look", "T", faults.first_look, wait,
              "How long each wait polls before its first look at the clock, as in 1ms; native only [0]");
    app.add_option("--mutant", faults.mutant,
                   "Run the lock with a mutant of docs/mutants.md, such as a skipped branch; native only")
        ->type_name("NAME");
}

}  // namespace

std::string budget_option(Interrupt kind) {
    if (kind == Interrupt::nmi) return "--nmis";
    return kind == Interrupt::hardirq ? "--hardirqs" : "--softirqs";
}

std::string window_option(Interrupt kind) {
    if (kind == Interrupt::nmi) return "--nmi-window";
    return kind == Interrupt::hardirq ? "--hardirq-window" : "--softirq-window";
}

CLI::Option* add_state_option(CLI::App& app, std::optional<std::string>& state) {
    return app
        .add_option("--state", state,
                    "Keep what is explored in this folder: the same command goes on there, and 'rqcheck work "
                    "FOLDER' helps, on any machine (docs/scaling.md)")
        ->type_name("FOLDER");
}

void add_search_options(CLI::App& app, SearchOptions& options, const std::string& default_revisions) {
    add_value(app, "--revision", "R,...", options.revisions, revision_values,
              "Revisions of the lock, see 'rqcheck list --revisions': names or sums, separated by commas "
              "(v6.18.y,v7.3+fix-undone-pending), or 'history', 'kernels', 'fixes' or 'all' [" +
                  default_revisions + "]");
    add_kernel_options(app, options.kernel);
    add_value(app, "--cpus", "N,...", options.cpus, read_cpus,
              "Numbers of CPUs; each number has a run of its own [the scenario's natural one]");
    add_interrupt_options(app, options);
    add_choice<rqspinlock::Arch>(
        app, "--arch", "ARCH", options.arch,
        "Architecture whose code the lock's steps have: generic or x86 [the scenario's]");
    add_choice<Engine>(
        app, "--engine", "ENGINE", options.engine,
        "native explores all execution graphs, relacy explores schedules of the Relacy Race Detector "
        "[native]");
    add_choice<MemoryModel>(app, "--memory", "MODEL", options.setup.memory,
                            "Memory model: rc11 (C++20), tso or sc; native only [rc11]");
    add_choice<Scheduler>(
        app, "--scheduler", "SCHEDULER", options.scheduler,
        "full: all executions of the engine; bound: executions near to one CPU after the other; random: "
        "drawn executions [full]");
    add_bound_options(app, options);
    add_count(app, "--seed", options.seed, {}, "Seed of the random scheduler [0]");
    add_count(app, "-j,--jobs", options.jobs, job_limits, "How many processes search at the same time [1]");
    add_state_option(app, options.state);
    app.add_flag(
        "--no-work", options.no_work,
        "With --state, explore nothing: begin the campaign for others, or show what they have explored");
    app.add_option("--trace-outcome", options.trace_outcome,
                   "Show the shortest execution with this outcome, written as reports print outcomes")
        ->type_name("TEXT");
    add_mutation(app, "--weaken", options.setup.weaken,
                 "Make this site's memory order relaxed (takes a list; may be repeated)");
    add_mutation(app, "--drop", options.setup.drop,
                 "Leave out this site's store or fence (takes a list; may be repeated)");
    add_fault_options(app, options.setup.faults);
    add_policy_options(app, options.policy, "none; of a program, what hunt fails on");
    add_json(app, options.json, "the results");
    app.add_flag("--accept-bounded", options.accept_bounded,
                 "Exit with 0 instead of 3 if a bound was hit and nothing was unexpected");
    app.add_flag("--accept-unreached", options.accept_unreached,
                 "Exit with 0 instead of 1 if a site of --weaken, --drop or a window was never reached");
    app.footer(exit_codes_text() +
               "Environment: RQCHECK_ENGINE_NATIVE and RQCHECK_ENGINE_RELACY name the engines' executables, "
               "NO_COLOR turns colours off.");
}

}  // namespace tools
