// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// rqcheck-hardware: runs scenarios on the machine itself. Exit code 0: clean, 1: not, 2: wrong use.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "lock/hardware/cpu.hpp"
#include "lock/options.hpp"
#include "scenarios/framework/limits.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/options.hpp"
#include "tools/cli/revision_values.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/values.hpp"
#include "tools/hardware/machine.hpp"
#include "tools/hardware/print.hpp"
#include "tools/hardware/region.hpp"

namespace {

using namespace tools;
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
    unsigned cpus = 0;
    bool list = false;
    hardware::RunOptions run;
};

std::vector<const scenarios::Scenario*> chosen_scenarios(const Arguments& arguments) {
    std::vector<std::string_view> choices;
    for (const scenarios::Scenario& scenario : scenarios::all()) choices.push_back(scenario.name);
    std::vector<const scenarios::Scenario*> chosen;
    for (const std::string& typed : arguments.scenarios) {
        require_choice("scenario", typed, choices);
        chosen.push_back(scenarios::find(typed));
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

unsigned cpus_for(const scenarios::Scenario& scenario, unsigned asked) {
    const unsigned cpus = asked == 0 ? scenario.cpus.natural : asked;
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

void check_numbers(const hardware::RunOptions& run) {
    if (run.seconds <= 0) throw UsageError("--seconds must be more than 0");
    if (run.watchdog <= 0) throw UsageError("--watchdog must be more than 0");
    if (run.laps == 0) throw UsageError("--laps must be more than 0");
}

/// Have NMIs of either kind landed in every region that was asked for? Prints the regions that were missed.
bool has_landed(const scenarios::Scenario& scenario, const std::vector<Region>& regions,
                const hardware::RunReport& report) {
    bool all = true;
    if (!scenario.handlers.nmi.exists()) return all;
    for (const Region region : regions) {
        const auto& totals = report.totals;
        if (totals.asynchronous.in(region) + totals.aimed.in(region) > 0) continue;
        fmt::print("  NO NMI landed in: {}\n", name(region));
        all = false;
    }
    return all;
}

int run(const Arguments& arguments) {
    if (arguments.list) {
        for (const scenarios::Scenario& scenario : scenarios::all()) fmt::print("{}\n", scenario.name);
        return exit_as_expected;
    }
    const auto chosen = chosen_scenarios(arguments);
    check_numbers(arguments.run);
    for (const scenarios::Scenario* scenario : chosen) {
        cpus_for(*scenario, arguments.cpus);
        refuse_irqs(*scenario);
    }

    bool is_clean = true;
    for (const scenarios::Scenario* scenario : chosen) {
        hardware::RunOptions options = arguments.run;
        refuse_own_changes({arguments.lock.revision}, "rqcheck-hardware");
        options.revision = arguments.lock.revision.text;
        options.cpus = cpus_for(*scenario, arguments.cpus);
        rqspinlock::RuntimeOptions::current = arguments.lock.options_for(*scenario);
        const hardware::RunReport report = hardware::run(*scenario, options);
        fmt::print("{}", describe(*scenario, options, report));
        is_clean = has_landed(*scenario, arguments.landing, report) && report.is_clean() && is_clean;
        std::fflush(stdout);
        // Threads that hang cannot be ended, and the next scenario may not run beside them.
        if (!report.hang.empty()) std::_Exit(exit_unexpected);
        if (!report.leak.empty()) break;  // the next scenario needs a clean per-CPU state
    }
    return is_clean ? exit_as_expected : exit_unexpected;
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("Runs scenarios on the hardware: CPUs are threads, NMIs are signals.", "rqcheck-hardware");
    app.footer(exit_codes_text({{exit_as_expected, "all runs are clean"},
                                {exit_unexpected, "one is not, or no NMI landed where one must"},
                                {exit_bounded, ""},
                                {exit_not_deterministic, ""},
                                {exit_not_done, "could not be done, try again: memory ran out"}}));
    app.add_option("scenarios", arguments.scenarios, "scenarios to run, one after the other");
    app.add_flag("--list", arguments.list, "name the scenarios and exit");
    add_value(app, "--revision", "REVISION", arguments.lock.revision, revision_value,
              "revision of the lock, as rqcheck takes it")
        ->default_str(arguments.lock.revision.text);
    add_choice<rqspinlock::Arch>(app, "--arch", "ARCH", arguments.lock.arch,
                                 "generic or x86; default: what the scenario declares");
    add_choice<rqspinlock::Form>(app, "--lock", "FORM", arguments.lock.form,
                                 "queued, paravirt or test-and-set; default: what the scenario declares");
    app.add_option("--seconds", arguments.run.seconds, "how long each scenario runs")->capture_default_str();
    app.add_option("--cpus", arguments.cpus, "threads; default: what the scenario declares");
    app.add_option("--laps", arguments.run.laps, "runs of the task per CPU and round")->capture_default_str();
    app.add_option("--seed", arguments.run.seed, "of all random choices")->capture_default_str();
    app.add_option("--watchdog", arguments.run.watchdog, "seconds without progress that mean a hang")
        ->capture_default_str();
    add_value(app, "--require-landing", "LIST", arguments.landing, read_regions,
              "regions in which an NMI must have landed: slowpath, unlock, fastpath, section");
    return run_command(app, argc, argv, [&] {
        if (const std::string fault = scenarios::first_fault(); !fault.empty()) throw UsageError(fault);
        return run(arguments);
    });
}
