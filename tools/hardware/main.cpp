// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// rqcheck-hardware: runs scenarios on the machine itself.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "lock/hardware/cpu.hpp"
#include "lock/options.hpp"
#include "scenarios/framework/limits.hpp"
#include "tools/cli/arguments/examples.hpp"
#include "tools/cli/arguments/leftovers.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/hardware/json.hpp"
#include "tools/hardware/machine.hpp"
#include "tools/hardware/print.hpp"
#include "tools/hardware/region.hpp"
#include "tools/rqcheck/texts/version.hpp"

namespace {

using namespace tools;
using hardware::ScenarioRun;
using rqspinlock::hardware::Region;

/// The lock that the command line names. Parts that it leaves out are those of the scenario.
struct LockChoice {
    Revision revision;
    std::optional<rqspinlock::Arch> arch;
    std::optional<rqspinlock::Form> form;

    rqspinlock::Options options_for(const scenarios::Scenario& scenario) const {
        rqspinlock::Options options;
        options.changes = revision.changes;
        options.arch = arch.value_or(scenario.arch);
        options.set(form.value_or(scenario.form));
        return options;
    }
};

struct Arguments {
    std::vector<std::string> scenarios;
    LockChoice lock;
    std::vector<Region> landing;
    std::optional<unsigned> cpus;
    std::optional<std::string> json;
    bool list = false;
    hardware::RunOptions run;
};

constexpr Limits cpu_limits{.least = 1, .most = rqspinlock::hardware::max_cpu_threads};
constexpr Limits lap_limits{.least = 1, .most = 1'000'000};

std::vector<const scenarios::Scenario*> chosen_scenarios(const std::vector<std::string>& typed) {
    std::vector<std::string_view> choices;
    for (const scenarios::Scenario& scenario : scenarios::all()) choices.push_back(scenario.name);
    std::vector<const scenarios::Scenario*> chosen;
    for (const std::string& name : names_meant("scenario", typed, choices)) {
        chosen.push_back(scenarios::find(name));
    }
    if (chosen.empty()) throw UsageError("which scenario? --list names them");
    return chosen;
}

std::vector<Region> read_regions(const std::string& typed) {
    std::vector<Region> regions;
    for (const std::string& name : parse_list("--require-landing", typed)) {
        regions.push_back(read_choice<Region>(name));
    }
    return regions;
}

static_assert(scenarios::most_hardware_cpus == rqspinlock::hardware::max_cpu_threads);

unsigned cpus_for(const scenarios::Scenario& scenario, std::optional<unsigned> asked) {
    const unsigned cpus = asked.value_or(scenario.cpus.natural);
    const unsigned max = std::min(scenario.cpus.max, rqspinlock::hardware::max_cpu_threads);
    if (cpus < scenario.cpus.min || cpus > max) {
        throw UsageError(
            fmt::format("{} wants {} to {} CPUs, not {}", scenario.name, scenario.cpus.min, max, cpus));
    }
    return cpus;
}

/// The lock's platform has hardirqs, but this program sends none, and it has no softirqs.
void refuse_irqs(const scenarios::Scenario& scenario) {
    for (const scenarios::Interrupt interrupt :
         {scenarios::Interrupt::hardirq, scenarios::Interrupt::softirq}) {
        if (!scenario.handlers[interrupt].exists()) continue;
        throw UsageError(fmt::format("{} has {}s, which this machine does not send; the nearest are NMIs",
                                     scenario.name, name(interrupt)));
    }
}

/// What is to be run, one scenario after the other.
std::vector<ScenarioRun> planned(const Arguments& arguments) {
    refuse_own_changes({arguments.lock.revision}, "rqcheck-hardware");
    std::vector<ScenarioRun> runs;
    for (const scenarios::Scenario* scenario : chosen_scenarios(arguments.scenarios)) {
        refuse_irqs(*scenario);
        ScenarioRun run{
            scenario, arguments.lock.options_for(*scenario), arguments.run, arguments.landing, {}};
        run.options.revision = arguments.lock.revision.text;
        run.options.cpus = cpus_for(*scenario, arguments.cpus);
        runs.push_back(std::move(run));
    }
    return runs;
}

void make(ScenarioRun& run) {
    rqspinlock::RuntimeOptions::current = run.lock;
    StatusLine progress;
    run.report = hardware::run(*run.scenario, run.options, [&](const hardware::RunProgress& now) {
        progress.show(progress_text(*run.scenario, run.options, now));
        return !stop_requested();
    });
}

/// @param has_threads is set if there are threads that cannot be ended
int run_all(const Arguments& arguments, bool& has_threads) {
    const std::vector<ScenarioRun> plan = planned(arguments);
    std::optional<OutputFile> json;
    if (arguments.json) json.emplace("--json", *arguments.json);
    watch_stop_signals();

    std::vector<ScenarioRun> made;
    for (const ScenarioRun& each : plan) {
        if (stop_requested()) break;
        make(made.emplace_back(each));
        has_threads = made.back().report.has_threads();
        show(describe(made.back()));
        // The next scenario needs a clean per-CPU state, and no threads beside it.
        if (has_threads || !made.back().report.leak.empty()) break;
    }
    std::vector<std::string> not_run;
    for (std::size_t i = made.size(); i < plan.size(); ++i) not_run.emplace_back(plan[i].scenario->name);
    if (!not_run.empty()) show(fmt::format("not run: {}\n", fmt::join(not_run, ", ")));
    if (json) json->write(to_json(made, not_run));

    const auto passes = [](const ScenarioRun& run) { return run.passes(); };
    const auto was_stopped = [](const ScenarioRun& run) { return run.report.stopped; };
    const bool is_whole = not_run.empty() && std::none_of(made.begin(), made.end(), was_stopped);
    if (!std::all_of(made.begin(), made.end(), passes)) return exit_unexpected;
    return is_whole ? exit_as_expected : exit_bounded;
}

int list_or_run(const Arguments& arguments, bool& has_threads) {
    if (!arguments.list) return run_all(arguments, has_threads);
    for (const scenarios::Scenario& scenario : scenarios::all()) show(fmt::format("{}\n", scenario.name));
    return exit_as_expected;
}

void add_options(CLI::App& app, Arguments& arguments) {
    app.add_option("scenario", arguments.scenarios, "Names, see --list; they run one after the other")
        ->type_name("SCENARIO");
    app.add_flag("--list", arguments.list, "Name the scenarios and exit");
    add_value(app, "--revision", "REVISION", arguments.lock.revision, revision_value,
              fmt::format("Revision of the lock, as rqcheck takes it [{}]", arguments.lock.revision.text));
    add_choice<rqspinlock::Arch>(app, "--arch", "ARCH", arguments.lock.arch,
                                 "generic or x86 [what the scenario declares]");
    add_choice<rqspinlock::Form>(app, "--lock", "FORM", arguments.lock.form,
                                 "queued, paravirt or test-and-set [what the scenario declares]");
    add_seconds(app, "--seconds", arguments.run.seconds,
                fmt::format("How long each scenario runs [{:g}]", arguments.run.seconds));
    add_count(app, "--cpus", arguments.cpus, cpu_limits,
              "Threads, each pinned to a core [what the scenario declares]");
    add_count(app, "--laps", arguments.run.laps, lap_limits,
              fmt::format("Runs of the task per CPU and round [{}]", arguments.run.laps));
    add_count(app, "--seed", arguments.run.seed, {},
              fmt::format("Of all random choices [{}]", arguments.run.seed));
    add_seconds(app, "--watchdog", arguments.run.watchdog,
                fmt::format("Time without progress that means a hang [{:g}]", arguments.run.watchdog));
    add_value(app, "--require-landing", "LIST", arguments.landing, read_regions,
              "Regions in which an NMI must have landed: slowpath, unlock, fastpath, section [none]");
    add_json(app, arguments.json, "all that was counted");
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("Runs scenarios on the hardware: CPUs are threads, NMIs are signals.", "rqcheck-hardware");
    app.set_version_flag("--version", "rqcheck-hardware " + std::string(version));
    app.footer(exit_codes_text(
        {{exit_as_expected, "all runs are clean"},
         {exit_unexpected, "one is not, or no NMI landed where one must"},
         {exit_bounded, "stopped before the end: Ctrl-C or SIGTERM; a second one ends at once"},
         {exit_not_deterministic, ""},
         {exit_not_done, "could not be done, try again: memory or disk ran out"}}));
    add_options(app, arguments);
    add_examples(app, {{"rqcheck-hardware nmi-lock-entry --seconds 2", "a scenario on the newest revision"},
                       {"rqcheck-hardware 'nmi-unlock-*,mutual-exclusion' --revision v7.2 --json -",
                        "several of them on a kernel, as JSON"}});
    app.allow_extras();
    bool has_threads = false;
    const int code = run_command(app, argc, argv, [&] {
        refuse_leftovers(app, "argument", {});
        if (const std::string fault = scenarios::first_fault(); !fault.empty()) throw UsageError(fault);
        return list_or_run(arguments, has_threads);
    });
    // Threads that hang cannot be ended, and use what would be destroyed.
    if (has_threads) std::_Exit(code);
    return code;
}
