// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/search_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tools/protocol/request.hpp"
#include "tools/rqcheck/search/defaults.hpp"

namespace tools {

void add_search_options(CLI::App& app, SearchOptions& options, const std::string& default_revisions) {
    app.add_option("--revision", options.revisions,
                   "Revisions of the lock: names with commas between, 'history', 'fixes' or 'all' [" +
                       default_revisions + "]")
        ->type_name("R,...");
    app.add_option("--cpus", options.cpus, "Numbers of CPUs, a run for each [the scenario's natural one]")
        ->type_name("N,...");
    app.add_option("--nmis", options.nmis,
                   "How many NMIs may arrive on each CPU that takes them [the scenario's]")
        ->type_name("N");
    app.add_option("--hardirqs", options.hardirqs, "The same of hardirqs [the scenario's]")->type_name("N");
    app.add_option("--softirqs", options.softirqs, "The same of softirqs [the scenario's]")->type_name("N");
    app.add_option("--slow", options.slow, "Timed waits that may let their CPU's time pass [the scenario's]")
        ->type_name("N");
    app.add_option(
           "--window", options.window,
           "Where interrupts arrive: beginnings of site names (list --sites), or 'anywhere' [the scenario's]")
        ->type_name("SITE,...");
    app.add_option("--nmi-window", options.nmi_window, "Where NMIs arrive, whatever --window says")
        ->type_name("SITE,...");
    app.add_option("--hardirq-window", options.hardirq_window, "The same of hardirqs")->type_name("SITE,...");
    app.add_option("--softirq-window", options.softirq_window, "The same of softirqs")->type_name("SITE,...");
    app.add_option("--arch", options.arch, "Form of the lock's steps: generic or x86 [the scenario's]")
        ->type_name("ARCH");
    app.add_option("--engine", options.engine,
                   "native: all execution graphs; relacy: schedules of the Relacy Race Detector [native]")
        ->type_name("ENGINE");
    app.add_option("--memory", options.memory, "Memory model: rc11 (C++20), tso or sc; native only [rc11]")
        ->type_name("MODEL");
    app.add_option("--scheduler", options.scheduler,
                   "full: all that the engine has; bound: near to one CPU after the other; random [full]")
        ->type_name("SCHEDULER");
    app.add_option(
           "--executions", options.executions,
           fmt::format("Explore at most so many per run, 0: no limit [native: {}; relacy: {}; random: {}]",
                       native_executions, default_executions, default_samples))
        ->type_name("N");
    app.add_option("--time-limit", options.time_limit,
                   "Seconds for each run; what is found then depends on the machine [none]")
        ->type_name("S");
    app.add_option(
           "--switches", options.switches,
           fmt::format("For the bound scheduler: preemptive switches (relacy), departures (native) [{}]",
                       default_switches))
        ->type_name("N");
    app.add_option(
           "--rounds", options.rounds,
           fmt::format("A context whose call at one line has failed so often in a row waits for the other "
                       "CPUs; if none can help it is a livelock [{}]",
                       Request{}.rounds))
        ->type_name("N");
    app.add_option("--seed", options.seed, "For the random scheduler [0]")->type_name("N");
    app.add_option("-j,--jobs", options.jobs, "Processes that share a search; native only [1]")
        ->type_name("N");
    app.add_option("--trace-outcome", options.trace_outcome,
                   "Show the shortest execution with this outcome, as the outcomes are printed")
        ->type_name("TEXT");
    app.add_option("--weaken", options.weaken, "Make this site's memory order relaxed (may be repeated)")
        ->type_name("SITE")
        ->allow_extra_args(false);
    app.add_option("--drop", options.drop, "Leave this site's store or fence out (may be repeated)")
        ->type_name("SITE")
        ->allow_extra_args(false);
    add_policy_options(app, options.policy, "none; of a program, what hunt fails on");
    app.add_option("--json", options.json,
                   "Also write the results as JSON; '-': to stdout, and nothing else there")
        ->type_name("FILE");
    app.add_flag("--accept-bounded", options.accept_bounded,
                 "Exit with 0, not 3, if a bound was hit and nothing was unexpected");
    app.add_flag("--accept-unreached", options.accept_unreached,
                 "Exit with 0, not 1, if a site of --weaken, --drop or a window was never reached");
    app.footer(
        "Exit codes: 0 as expected, 1 an unexpected verdict, 2 wrong use, 3 a bound was hit or "
        "not all was run.\n"
        "Environment: RQCHECK_ENGINE_NATIVE and RQCHECK_ENGINE_RELACY name the engines' executables, "
        "NO_COLOR turns colours off.");
}

}  // namespace tools
