// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/cli.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <functional>

#include "scenarios/framework/limits.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/cli/arguments/examples.hpp"
#include "tools/cli/arguments/leftovers.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/command_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/client/engine_error.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/commands/command_description.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/commands/completion.hpp"
#include "tools/rqcheck/commands/conform.hpp"
#include "tools/rqcheck/commands/convert.hpp"
#include "tools/rqcheck/commands/doctor.hpp"
#include "tools/rqcheck/commands/explain.hpp"
#include "tools/rqcheck/commands/new.hpp"
#include "tools/rqcheck/commands/replay.hpp"
#include "tools/rqcheck/commands/work.hpp"
#include "tools/rqcheck/search/defaults.hpp"
#include "tools/rqcheck/texts/version.hpp"

namespace tools {
namespace {

constexpr std::string_view latest = rqspinlock::kernels.back().name;

/// Output that did not arrive is an error too: a verdict cut off by a full disk is no verdict.
int flushed(int code) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    throw_for(errno, "cannot write to stdout");
}

/// Parses the command line, and runs `command`.
int guarded(CLI::App& app, int argc, char** argv, const std::function<int()>& command) {
    return run_command(app, argc, argv, [&]() -> int {
        try {
            if (const std::string fault = scenarios::first_fault(); !fault.empty()) throw UsageError(fault);
            return flushed(command());
        } catch (const EngineRefusal& refusal) {
            std::fflush(stdout);
            print_error(app.get_name(), refusal.what());
            return refusal.varies() ? exit_not_deterministic : exit_usage;
        } catch (const EngineError& error) {
            std::fflush(stdout);
            print_error(app.get_name(), error.what());
            return error.has_died() ? exit_not_done : exit_usage;
        }
    });
}

CLI::App* add_list(CLI::App& app, ListOptions& options) {
    CLI::App* command = app.add_subcommand("list", "Show the scenarios, the revisions or the sites");
    CLI::Option* revisions =
        command->add_flag("--revisions", options.revisions, "Show the lock's revisions, oldest first");
    command->add_flag("--sites", options.sites, "Show the lock's accesses: for windows, --weaken and --drop")
        ->excludes(revisions);
    CLI::Option* json = command->add_flag("--json", options.json, "Print JSON");
    command->add_flag("--names", options.names, "Print names only, one per line")->excludes(json);
    return command;
}

void add_trace_options(CLI::App& app, RunOptions& options) {
    app.add_flag("--trace", options.trace,
                 "Show the shortest execution of each class as well as of each failure");
    app.add_option("--trace-json", options.trace_json,
                   "Also write the traces of all failures and classes as JSON (docs/trace.md)")
        ->type_name("FILE");
    app.add_option("--html", options.html,
                   "Also write the results as one self-contained HTML file, to step through traces")
        ->type_name("FILE");
}

CLI::App* add_run(CLI::App& app, RunOptions& options) {
    CLI::App* command = app.add_subcommand("run", "Search scenarios and show all results");
    command->add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list'")
        ->type_name("SCENARIO");
    command
        ->add_option("--program", options.program,
                     "Run a small program, as hunt prints it, or a file with one, instead of scenarios: '|' "
                     "separates CPUs, 'nmi', 'hardirq' and 'softirq' begin a CPU's handlers, ';' begins "
                     "trace programs and more, as in 'A(B) nmi A | irqsave B ; raw end@A B' (docs/hunt.md)")
        ->type_name("TEXT|FILE");
    add_search_options(*command, options.search, std::string(latest));
    add_trace_options(*command, options);
    add_verdict_file_options(*command, options.files);
    return command;
}

CLI::App* add_hunt(CLI::App& app, HuntOptions& options) {
    CLI::App* command = app.add_subcommand(
        "hunt", "Make small programs, explore them, and keep the smallest one per failure");
    constexpr unsigned most_operations = 12;  // no reader walks a longer trace
    constexpr unsigned most_locks = 4;
    const auto bound = [&](const char* option, unsigned& value, Limits limits, const char* what) {
        add_count(*command, option, value, limits,
                  fmt::format("How many {} a program may have [{}]", what, value));
    };
    ProgramBounds& bounds = options.bounds;
    bound("--cpus", bounds.cpus, {1, scenarios::most_cpus}, "CPUs");
    bound("--locks", bounds.locks, {1, most_locks}, "different locks");
    bound("--nmis", bounds.nmis, {0, scenarios::most_interrupts}, "NMIs");
    bound("--hardirqs", bounds.hardirqs, {0, scenarios::most_interrupts}, "hardirqs");
    bound("--ops", bounds.operations, {1, most_operations}, "operations (sections of locks, and holds)");
    command->add_flag("--irqsave", bounds.irqsave,
                      "Also make sections with irqsave, in programs with hardirqs");
    command->add_flag(
        "--raw", bounds.raw,
        "Also make raw trace programs where both trace points have a program: one may meet the other");
    add_choice<rqspinlock::Form>(*command, "--lock", "FORM", bounds.form,
                                 "Form of the lock: queued, paravirt or test-and-set [queued]");
    add_count(*command, "--programs", options.programs, {},
              fmt::format("Explore at most N programs of each size, 0: all [{}]", options.programs));
    add_count(*command, "--executions", options.executions, {},
              fmt::format(
                  "Explore at most N executions of each program; if it has more, also N/2 for each group of "
                  "sites as the interrupts' window, and N random ones; 0: no limit [{}]",
                  options.executions));
    add_count(*command, "--seed", options.seed, {},
              "Seed of the programs that are drawn and of random executions [0]");
    add_value(
        *command, "--revision", "R,...", options.revisions, revision_values,
        fmt::format(
            "Revisions of the lock, see 'rqcheck list --revisions': names or sums, separated by commas [{}]",
            latest));
    add_kernel_options(*command, options.kernel, false);
    add_choice<rqspinlock::Arch>(*command, "--arch", "ARCH", options.arch,
                                 "Architecture whose code the lock's steps have: generic or x86 [generic]");
    add_choice<MemoryModel>(*command, "--memory", "MODEL", options.memory,
                            "Memory model: rc11 (C++20), tso or sc [rc11]");
    add_seconds(*command, "--time-limit", options.seconds,
                "Seconds for each revision; the result then depends on the machine [none]");
    add_count(*command, "-j,--jobs", options.jobs, job_limits,
              "How many programs are explored at the same time [1]");
    add_state_option(*command, options.state);
    add_policy_options(*command, options.policy, "timeout_missed, before entry-first deadlock_false too");
    add_json(*command, options.json, "the results");
    add_verdict_file_options(*command, options.files);
    command->add_flag("--trace", options.trace, "Show an execution of each failure");
    command->add_flag("--accept-bounded", options.accept_bounded,
                      "Exit with 0 instead of 3 if no failure was found, but not everything was explored");
    command->footer(
        exit_codes_text({{exit_as_expected, "no failure in any program within the bounds"},
                         {exit_unexpected, "a failure that the history does not accept"},
                         {exit_bounded, "no failure, but not everything was explored"}}) +
        "Environment: RQCHECK_ENGINE_NATIVE names the engine's executable, NO_COLOR turns colours off.");
    return command;
}

CLI::App* add_matrix(CLI::App& app, MatrixOptions& options) {
    CLI::App* command = app.add_subcommand(
        "matrix", "Show a table of verdicts and waits, with a row per scenario and a column per revision");
    command->add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_search_options(*command, options.search, "history");
    command
        ->add_option(
            "--markdown", options.markdown,
            "Also write the results as Markdown, and traces of failures in a folder 'traces' beside the "
            "file; in a folder the file is results.md")
        ->type_name("FILE|FOLDER");
    command
        ->add_option("--html", options.html,
                     "Also write the results, with every trace, as one self-contained HTML file")
        ->type_name("FILE");
    add_verdict_file_options(*command, options.files);
    return command;
}

/// Refuses `--state` for a command that makes two searches of each run.
void refuse_state(CLI::App& command) {
    command.get_option("--no-work")->group("");
    command.get_option("--state")->group("")->each([&command](const std::string&) {
        throw UsageError(fmt::format("{} has no state folder: --state is for run, matrix, coverage and hunt",
                                     command.get_name()));
    });
}

/// Refuses `--trace-outcome` for a command that shows no traces.
void refuse_trace_outcome(CLI::App& command) {
    command.get_option("--trace-outcome")->group("")->each([&command](const std::string&) {
        throw UsageError(
            fmt::format("{} shows no traces: --trace-outcome is for run and matrix", command.get_name()));
    });
}

CLI::App* add_coverage(CLI::App& app, CoverageOptions& options) {
    CLI::App* command = app.add_subcommand(
        "coverage",
        "Show the sites, interrupts and paths that the scenarios reach, and those that none reaches");
    command->add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_search_options(*command, options.search, "history");
    refuse_trace_outcome(*command);
    add_verdict_file_options(*command, options.files);
    command->footer(
        exit_codes_text({{exit_as_expected, "all is reached or explained"},
                         {exit_unexpected,
                          "something is neither reached by the whole catalogue, as declared, nor "
                          "explained; an explanation is out of date; or a verdict is unexpected"}}));
    return command;
}

CLI::App* add_compare(CLI::App& app, CompareOptions& options) {
    CLI::App* command =
        app.add_subcommand("compare", "Run the engines native and relacy, and show where they differ");
    command->add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_search_options(*command, options.search, "history");
    command->get_option("--engine")->group("")->each([](const std::string&) {
        throw UsageError("compare runs both engines: --engine is for run and matrix");
    });
    for (const char* const option : {"--fail-on", "--max-wait"}) {
        command->get_option(option)->group("")->each([option](const std::string&) {
            throw UsageError(fmt::format(
                "compare tells engines apart and fails on no class: {} is for run, matrix and hunt", option));
        });
    }
    refuse_state(*command);
    refuse_trace_outcome(*command);
    add_verdict_file_options(*command, options.files);
    command->get_option("--scheduler")
        ->description("Scheduler of relacy: full, bound or random; native's is full [full]");
    command->get_option("--executions")
        ->description(
            fmt::format("Explore at most N executions per run with relacy, 0: no limit [{}; random: {}]",
                        default_executions, default_samples));
    add_count(*command, "--native-executions", options.native_executions, {},
              "Explore at most N executions per run with native, 0: no limit [0]");
    command->get_option("--accept-bounded")
        ->description("Exit with 0 instead of 3 if native hit a bound and nothing disagreed");
    command->add_flag("--verbose", options.verbose, "Name the outcomes that only native finds");
    command->footer(
        exit_codes_text({{exit_as_expected, "native finds all that relacy finds"},
                         {exit_unexpected, "native misses something that relacy finds"},
                         {exit_bounded, "native hit a bound, or not all was compared"}}) +
        "Environment: RQCHECK_ENGINE_NATIVE and RQCHECK_ENGINE_RELACY name the engines' executables,\n"
        "NO_COLOR turns colours off.");
    return command;
}

int run_what_was_named(const RunOptions& options) {
    if (options.program && !options.scenarios.empty()) {
        throw UsageError("run takes scenarios or --program, not both");
    }
    if (options.scenarios.empty() && !options.program) {
        throw UsageError("run what? Name a scenario, see 'rqcheck list'");
    }
    return run(options);
}

struct HelpOptions {
    std::string command;
};

CLI::App* add_help(CLI::App& app, HelpOptions& options) {
    CLI::App* command = app.add_subcommand("help", "Show the help of rqcheck, or of a command");
    command->add_option("command", options.command, "Name of the command [rqcheck itself]")
        ->type_name("COMMAND");
    return command;
}

/// Parses `--help`, which ends the program with the text.
int help(CLI::App& app, const HelpOptions& options) {
    std::vector<std::string> words{"--help"};  // the last word first, as CLI11 takes them
    if (!options.command.empty()) {
        const std::vector<std::string> names = command_names(app);
        require_choice("command", options.command, {names.begin(), names.end()});
        words.push_back(options.command);
    }
    app.parse(std::move(words));
    return exit_as_expected;
}

/// Every example runs as it stands, in a folder of the user's own. The test tools.examples runs them.
void add_all_examples(CLI::App& app) {
    const auto add = [&](const char* command, std::initializer_list<Example> examples) {
        add_examples(*app.get_subcommand(command), examples);
    };
    add("list", {{"rqcheck list --revisions", "the kernels, and the changes between them"},
                 {"rqcheck list --sites", "the accesses of the lock, for --window, --weaken and --drop"}});
    add("run",
        {{"rqcheck run nmi-pending-undo", "a hang that the newest kernel has, with its trace"},
         {"rqcheck run 'nmi-*' --revision v7.2,v7.3", "all scenarios with NMIs, on two kernels"},
         {"rqcheck run --program 'A nmi A | A | A'", "a program of one line: three CPUs, one lock, an NMI"},
         {"rqcheck run abba-third --revision v7.1 --html trace.html", "a page to step through the trace"}});
    add("matrix", {{"rqcheck matrix nmi-lock-entry abba-third", "two windows, on every kernel with a name"},
                   {"rqcheck matrix 'tas*' --revision history --html matrix.html",
                    "windows on each change of the history, as an HTML page"}});
    add("coverage", {{"rqcheck coverage nmi-busy", "the sites and paths that a scenario reaches"}});
    add("affected", {{"rqcheck affected F4", "the kernels that have finding F4"}});
    add("diff", {{"rqcheck diff v7.1 v7.2 abba-third", "what differs between two kernels, with a trace"}});
    add("replay", {{"rqcheck run abba-third --revision v7.1 --trace-json trace.json",
                    "writes traces, with their tokens"},
                   {"rqcheck replay trace.json", "makes the executions again, and shows each step"}});
    add("convert",
        {{"rqcheck convert trace.json --to dot --output trace.dot", "the execution graph, for Graphviz"}});
    add("compare",
        {{"rqcheck compare nmi-lock-entry", "does the native engine find all that Relacy finds?"}});
    add("hunt", {{"rqcheck hunt --revision v6.19 --lock paravirt --ops 2",
                  "the smallest programs that fail on a guest"}});
    add("work", {{"rqcheck run mutual-exclusion --state state --no-work", "begins a campaign"},
                 {"rqcheck work state -j 2", "explores it, here and on any machine that shares the folder"},
                 {"rqcheck run mutual-exclusion --state state", "shows the results"}});
    add("try", {{"rqcheck try my-fix.hpp nmi-pending-undo", "does a change of yours help the newest kernel?"},
                {"rqcheck try my-fix.patch --base v6.18.y", "all scenarios, on another kernel"}});
    add("conform", {{"rqcheck conform ~/linux", "which version is the lock of this tree?"}});
    add("new", {{"rqcheck new my-window", "writes scenarios/my-window.cpp, which compiles as it is"}});
    add("completion",
        {{"source <(rqcheck completion bash)", "completes commands, options and names in this shell"}});
    add("doctor", {{"rqcheck doctor", "what is installed, and what this machine permits"}});
    add("explain", {{"rqcheck explain nmi-queue-interrupt", "what the scenario models, claims and expects"}});
}

/// A subcommand, and the function that runs after its options have been read.
struct Command {
    const CLI::App* app;
    std::function<int()> run;
};

}  // namespace

/// Runs a command line of rqcheck, without the program's name.
static int run_rqcheck(std::vector<std::string> words) {
    std::string program = "rqcheck";
    std::vector<char*> arguments{program.data()};
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    return rqcheck_main(static_cast<int>(words.size()) + 1, arguments.data());
}

int rqcheck_main(int argc, char** argv) {
    CLI::App app("Checks the resilient queued spinlock, in all its revisions, under NMIs.", "rqcheck");
    app.set_version_flag("--version", "rqcheck " + std::string(version));
    ListOptions list_options;
    RunOptions run_options;
    MatrixOptions matrix_options;
    CoverageOptions coverage_options;
    CompareOptions compare_options;
    ConformOptions conform_options;
    ReplayOptions replay_options;
    ConvertOptions convert_options;
    HuntOptions hunt_options;
    AffectedOptions affected_options;
    DiffOptions diff_options;
    TryOptions try_options;
    ExplainOptions explain_options;
    NewOptions new_options;
    CompletionOptions completion_options;
    WorkOptions work_options;
    HelpOptions help_options;
    // In the order of --help.
    const std::vector<Command> commands{
        {add_list(app, list_options), [&] { return list(list_options); }},
        {add_run(app, run_options), [&] { return run_what_was_named(run_options); }},
        {add_matrix(app, matrix_options), [&] { return matrix(matrix_options); }},
        {add_coverage(app, coverage_options), [&] { return coverage(coverage_options); }},
        {add_affected(app, affected_options), [&] { return affected(affected_options); }},
        {add_diff(app, diff_options), [&] { return diff(diff_options); }},
        {add_try(app, try_options), [&] { return try_change(try_options); }},
        {add_conform(app, conform_options), [&] { return conform(conform_options); }},
        {add_compare(app, compare_options), [&] { return compare(compare_options); }},
        {add_replay(app, replay_options), [&] { return replay(replay_options); }},
        {add_convert(app, convert_options), [&] { return convert(convert_options); }},
        {add_hunt(app, hunt_options), [&] { return hunt(hunt_options); }},
        {add_work(app, work_options), [&] { return work(work_options, run_rqcheck); }},
        {add_explain(app, explain_options), [&] { return explain(explain_options); }},
        {add_new(app, new_options), [&] { return new_scenario(new_options); }},
        {add_completion(app, completion_options), [&] { return completion(app, completion_options); }},
        {add_doctor(app), [] { return doctor(); }},
        {add_help(app, help_options), [&] { return help(app, help_options); }},
    };
    add_all_examples(app);
    app.require_subcommand(0, 1);
    app.allow_extras();
    for (CLI::App* command : app.get_subcommands({})) command->allow_extras();
    app.footer("'rqcheck help COMMAND' shows a command's options.\n" + exit_codes_text());
    add_examples(app, {{"rqcheck run nmi-pending-undo", "a hang that the newest kernel has, with its trace"},
                       {"rqcheck matrix nmi-lock-entry abba-third", "which kernels have which window open?"},
                       {"rqcheck explain nmi-pending-undo", "what a scenario models, claims and expects"}});

    return guarded(app, argc, argv, [&] {
        refuse_leftovers(app, "command", command_names(app));
        for (const CLI::App* command : app.get_subcommands()) refuse_leftovers(*command, "", {});
        for (const Command& command : commands) {
            if (command.app->parsed()) return command.run();
        }
        throw UsageError(
            fmt::format("no command: {}, see 'rqcheck --help'", fmt::join(command_names(app), ", ")));
    });
}

int scenario_main(int argc, char** argv) {
    const scenarios::Scenario& scenario = scenarios::all().at(0);
    CLI::App app(std::string(scenario.claim), std::string(scenario.name));
    app.set_version_flag("--version", "rqcheck " + std::string(version));
    RunOptions options;
    options.scenarios.emplace_back(scenario.name);
    add_search_options(app, options.search, std::string(latest));
    add_trace_options(app, options);
    add_verdict_file_options(app, options.files);
    app.allow_extras();
    return guarded(app, argc, argv, [&] {
        refuse_leftovers(app, "argument", {});
        return run(options);
    });
}

}  // namespace tools
