// SPDX-License-Identifier: GPL-2.0-or-later

/// @file
/// rqstress: puts the lock under stress on the machine itself, the counterpart of the kernel's stress module.
/// With --replay it tries a trace.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>

#include "lock/hardware/cpu.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/revision_values.hpp"
#include "tools/cli/status_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/values.hpp"
#include "tools/client/trace_from.hpp"
#include "tools/hardware/region.hpp"
#include "tools/stress/forced/run.hpp"
#include "tools/stress/json.hpp"
#include "tools/stress/plot.hpp"
#include "tools/stress/run.hpp"
#include "tools/stress/text.hpp"

namespace {

using namespace tools;
using namespace tools::stress;
using rqspinlock::hardware::Region;

constexpr unsigned max_cpus = rqspinlock::hardware::max_cpu_threads;

struct Arguments {
    std::string modes = "mixed";
    std::string revisions = Revision().text;
    std::string lock = "queued";
    std::string arch = "generic";
    std::string cpus = std::to_string(std::clamp(std::thread::hardware_concurrency(), 4U, max_cpus));
    std::string seconds = "10";
    std::string nmi = "timer";
    std::string nmi_period = "100";
    std::string aimed = "64";
    std::string section = "1";
    std::string nmi_section = "1";
    std::string longest_wait;
    std::string watchdog;
    std::string landing = "slowpath,unlock";
    std::string seed = "1";
    std::optional<std::string> json;
    std::optional<std::string> plot;
    bool table = false;
    std::optional<std::string> replay;
    std::optional<std::string> what;
    bool lenient = false;
};

/// Seconds that a lap may take; in a forced run, seconds after its last step.
constexpr double default_watchdog = 30;
constexpr double default_replay_watchdog = 3;

double parse_watchdog(const Arguments& arguments, double otherwise) {
    return arguments.watchdog.empty() ? otherwise : parse_seconds("--watchdog", arguments.watchdog);
}

constexpr unsigned nanoseconds_per_microsecond = 1'000;
constexpr std::uint64_t longest_us = 1'000'000;

rqspinlock::Nanoseconds parse_us(std::string_view option, const std::string& typed, std::uint64_t least) {
    return parse_count(option, typed, {.least = least, .most = longest_us}) * nanoseconds_per_microsecond;
}

/// Reads a list of names. "all" stands for all names.
template <Named E>
std::vector<E> parse_names(std::string_view option, const std::string& typed) {
    if (typed == "all") return {Naming<E>::all.begin(), Naming<E>::all.end()};
    std::vector<E> values;
    for (const std::string& name : parse_list(option, typed)) values.push_back(read_choice<E>(name));
    return values;
}

std::vector<Region> parse_landing(const std::string& typed) {
    constexpr std::string_view nowhere = "none";
    if (typed == nowhere) return {};
    std::vector<std::string_view> choices = names_of<Region>();
    choices.push_back(nowhere);
    std::vector<Region> regions;
    for (const std::string& name : parse_list("--require-landing", typed)) {
        require_choice(Naming<Region>::what, name, choices);
        if (name == nowhere) throw UsageError("--require-landing none is all regions or none of them");
        regions.push_back(*value_named<Region>(name));
    }
    return regions;
}

/// The paravirt form is the test-and-set lock with another entry. A load on it would show nothing more.
rqspinlock::Form parse_form(const std::string& typed) {
    require_choice(Naming<rqspinlock::Form>::what, typed,
                   {name(rqspinlock::Form::queued), name(rqspinlock::Form::test_and_set)});
    return *value_named<rqspinlock::Form>(typed);
}

/// The settings of all runs, modes first.
std::vector<Settings> all_settings(const Arguments& arguments) {
    Settings settings;
    settings.lock.set(parse_form(arguments.lock));
    settings.lock.arch = read_choice<rqspinlock::Arch>(arguments.arch);
    settings.cpus =
        static_cast<unsigned>(parse_count("--cpus", arguments.cpus, {.least = 1, .most = max_cpus}));
    settings.seconds = parse_seconds("--seconds", arguments.seconds);
    settings.nmi = read_choice<NmiKind>(arguments.nmi);
    settings.nmi_period = parse_us("--nmi-period", arguments.nmi_period, 1);
    settings.aimed = static_cast<unsigned>(parse_count("--aimed", arguments.aimed, {.most = longest_us}));
    settings.task_section = parse_us("--section", arguments.section, 0);
    settings.nmi_section = parse_us("--nmi-section", arguments.nmi_section, 0);
    if (!arguments.longest_wait.empty()) {
        settings.longest_wait =
            parse_count("--longest-wait", arguments.longest_wait, {.least = 1, .most = longest_us}) *
            rqspinlock::millisecond;
    }
    settings.watchdog = parse_watchdog(arguments, default_watchdog);
    settings.landing = parse_landing(arguments.landing);
    settings.seed = parse_count("--seed", arguments.seed, {});

    std::vector<Settings> all;
    for (const Mode mode : parse_names<Mode>("--mode", arguments.modes)) {
        if (settings.cpus < least_cpus(mode)) {
            throw UsageError(fmt::format("mode {} takes at least {} CPUs, not {}", name(mode),
                                         least_cpus(mode), settings.cpus));
        }
        settings.mode = mode;
        const std::vector<Revision> revisions = revision_values(arguments.revisions);
        refuse_own_changes(revisions, "rqstress");
        for (const Revision& revision : revisions) {
            settings.lock.changes = revision.changes;
            settings.revision = revision.text;
            all.push_back(settings);
        }
    }
    return all;
}

struct Outputs {
    std::optional<OutputFile> json;
    std::optional<OutputFile> plot;

    void write(const std::vector<StressReport>& reports) const {
        if (json) json->write(to_json(reports));
        if (plot) plot->write(gnuplot_script(reports));
    }
};

int run_all(const Arguments& arguments) {
    const std::vector<Settings> all = all_settings(arguments);
    Outputs outputs;
    if (arguments.json) outputs.json.emplace("--json", *arguments.json);
    if (arguments.plot) outputs.plot.emplace("--plot", *arguments.plot);
    watch_stop_signals();

    std::vector<StressReport> reports;
    int code = exit_as_expected;
    for (const Settings& settings : all) {
        StatusLine progress;
        reports.push_back(run(settings, [&](const StressReport& report) {
            progress.show(progress_text(report));
            return !stop_requested();
        }));
        progress.clear();
        const StressReport& report = reports.back();
        if (!arguments.table) fmt::print("{}", describe(report));
        std::fflush(stdout);
        if (!failures(report).empty()) code = exit_unexpected;
        // After threads that hang, or a table that is not empty, the next run would not start from
        // a clean state.
        if (!report.hang.empty() || !report.leak.empty() || report.stopped) break;
    }
    if (arguments.table) {
        fmt::print("{}", share_table(reports));
        for (const StressReport& report : reports) {
            if (!failures(report).empty()) fmt::print("\n{}", describe(report));
        }
    }
    outputs.write(reports);
    if (code == exit_as_expected && reports.back().stopped) code = exit_bounded;
    if (reports.back().hang.empty()) return code;
    std::fflush(stdout);
    std::_Exit(code);  // threads that hang cannot be ended
}

/// Tries a trace instead of a load.
int replay(const Arguments& arguments) {
    const double watchdog = parse_watchdog(arguments, default_replay_watchdog);
    std::optional<OutputFile> json;
    if (arguments.json) json.emplace("--json", *arguments.json);
    const ExecutionTrace trace = trace_from(*arguments.replay, arguments.what, arguments.lenient);
    const forced::ForcedReport report = forced::run(trace, watchdog);
    fmt::print("{}", describe(report));
    if (json) json->write(to_json(report));
    const int code = report.is_reproduced() ? exit_as_expected : exit_unexpected;
    if (report.hang.empty()) return code;
    std::fflush(stdout);
    std::_Exit(code);  // threads that hang cannot be ended
}

int stress_or_replay(const CLI::App& app, const Arguments& arguments) {
    if (!arguments.replay) {
        if (arguments.what) throw UsageError("--what names one of the traces of --replay");
        if (arguments.lenient) throw UsageError("--continue is of --replay");
        return run_all(arguments);
    }
    for (const CLI::Option* option : app.get_options()) {
        const std::string& name = option->get_name();
        if (option->count() == 0 || name == "--replay" || name == "--what" || name == "--json" ||
            name == "--continue" || name == "--watchdog") {
            continue;
        }
        throw UsageError(fmt::format("{} is of the load: --replay does what its trace says", name));
    }
    return replay(arguments);
}

void add_options(CLI::App& app, Arguments& arguments) {
    const auto option = [&](const char* name, std::string& value, const char* type, const char* what) {
        app.add_option(name, value, what)->type_name(type)->capture_default_str();
    };
    option("--mode", arguments.modes, "LIST", "aa, abba, abbcca or mixed, or all");
    option("--revision", arguments.revisions, "LIST", "Revisions of the lock, as rqcheck takes them");
    option("--lock", arguments.lock, "NAME", "queued or test-and-set");
    option("--arch", arguments.arch, "NAME", "Which code the lock's steps have: generic or x86");
    option("--cpus", arguments.cpus, "N", "Threads, each pinned to a core; more than cores is fine");
    option("--seconds", arguments.seconds, "S",
           "How long each run lasts; up to ten times as long if NMIs have not landed everywhere by then");
    option("--nmi", arguments.nmi, "NAME", "What interrupts the CPUs: timer, cpu-timer, perf or none");
    option("--nmi-period", arguments.nmi_period, "US", "From the end of an NMI to the next, on average");
    option("--aimed", arguments.aimed, "N",
           "One access in N of the fast path and of unlock raises an NMI too, 0: none");
    option("--section", arguments.section, "US", "Length of the tasks' critical sections");
    option("--nmi-section", arguments.nmi_section, "US", "Length of the NMIs' critical sections");
    app.add_option("--longest-wait", arguments.longest_wait,
                   "What an attempt may take; by default what the lock promises, and a second")
        ->type_name("MS");
    app.add_option("--watchdog", arguments.watchdog,
                   "Time without a lap after which a CPU hangs [30]; of --replay behind the last step [3]")
        ->type_name("S");
    option("--require-landing", arguments.landing, "LIST",
           "Where NMIs must land: fastpath, slowpath, section, unlock; or none");
    option("--seed", arguments.seed, "N", "Of the random choices");
    app.add_flag("--table", arguments.table, "Print the shares of long waits as a Markdown table");
    app.add_option("--json", arguments.json, "Write all that was counted to a file")->type_name("FILE");
    app.add_option("--plot", arguments.plot,
                   "Write the waits of all runs as a gnuplot script, which draws an SVG")
        ->type_name("FILE");
    app.add_option("--replay", arguments.replay,
                   "Instead of a load: try a trace of rqcheck's, each access and NMI when the trace has it")
        ->type_name("TOKEN|FILE");
    app.add_option("--what", arguments.what,
                   "Which trace of the file, by what it shows [the first of a failure or a wrong answer]")
        ->type_name("KIND");
    app.add_flag("--continue", arguments.lenient,
                 "Also if its decisions make another execution now: what does not fit is left out");
}

}  // namespace

int main(int argc, char** argv) {
    Arguments arguments;
    CLI::App app("Stresses the lock on the hardware: CPUs are threads, NMIs are signals.", "rqstress");
    app.footer(exit_codes_text({{exit_as_expected, "all runs pass; with --replay: reproduced"},
                                {exit_unexpected, "one does not; with --replay: not reproduced"},
                                {exit_bounded, "stopped before the end"},
                                {exit_not_deterministic, ""},
                                {exit_not_done, "could not be done, try again: memory or disk ran out"}}));
    add_options(app, arguments);
    return run_command(app, argc, argv, [&] { return stress_or_replay(app, arguments); });
}
