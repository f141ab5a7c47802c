// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/hardware/region.hpp"

namespace tools::stress {
namespace {

using rqspinlock::hardware::Region;

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

}  // namespace

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

double replay_watchdog(const Arguments& arguments) {
    return parse_watchdog(arguments, default_replay_watchdog);
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
    add_json(app, arguments.json, "all that was counted");
    app.add_option(
           "--plot", arguments.plot,
           "Also draw the waits of all runs, with gnuplot: as FILE.svg or FILE.png. To any other name "
           "goes gnuplot's script, which draws an SVG; '-': to stdout")
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

}  // namespace tools::stress
