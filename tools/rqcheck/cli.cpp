// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/cli.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <functional>

#include "lock/revision.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/rqcheck/commands.hpp"
#include "tools/rqcheck/defaults.hpp"
#include "tools/rqcheck/engine_process.hpp"
#include "tools/rqcheck/exit_code.hpp"
#include "tools/rqcheck/replay.hpp"
#include "tools/rqcheck/suggest.hpp"
#include "tools/rqcheck/usage_error.hpp"
#include "tools/rqcheck/version.hpp"

namespace tools {
namespace {

constexpr std::string_view latest = name(rqspinlock::latest_revision);

/// The names of the options that a command knows, `--help` and its like included.
std::vector<std::string> option_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

/// CLI11 leaves what it does not know, so that the message can name the nearest.
void refuse_leftovers(const CLI::App& app, const char* noun, std::vector<std::string> choices) {
    const std::vector<std::string> leftovers = app.remaining(false);
    if (leftovers.empty()) return;
    const auto is_option = [](const std::string& word) { return word.size() > 1 && word[0] == '-'; };
    const auto option = std::find_if(leftovers.begin(), leftovers.end(), is_option);
    std::string typed = leftovers.front();
    if (option != leftovers.end()) {
        noun = "option";
        typed = option->substr(0, option->find('='));
        choices = option_names(app);
    }
    if (choices.empty()) throw UsageError(fmt::format("unexpected argument '{}'", typed));
    throw UsageError(unknown(noun, typed, {choices.begin(), choices.end()}));
}

/// Output that did not arrive is an error too: a verdict cut off by a full disk is no verdict.
int flushed(int code) {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    throw UsageError(fmt::format("cannot write to stdout: {}", std::strerror(errno)));
}

/// Parses, and runs what `command` makes of it.
int guarded(CLI::App& app, int argc, char** argv, const std::function<int()>& command) {
    try {
        app.parse(argc, argv);
        return flushed(command());
    } catch (const CLI::Success& success) {  // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
    } catch (const UsageError& error) {
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
    } catch (const EngineError& error) {
        std::fflush(stdout);
        fmt::print(stderr, "{}: {}\n", app.get_name(), error.what());
    }
    return exit_usage;
}

CLI::App* add_list(CLI::App& app, ListOptions& options) {
    CLI::App* command = app.add_subcommand("list", "Show the scenarios, the revisions or the sites");
    CLI::Option* revisions =
        command->add_flag("--revisions", options.revisions, "The lock's revisions, oldest first");
    command->add_flag("--sites", options.sites, "The lock's accesses: NMI windows, --weaken, --drop")
        ->excludes(revisions);
    command->add_flag("--json", options.json, "As JSON");
    return command;
}

void add_trace_options(CLI::App& app, RunOptions& options) {
    app.add_flag("--trace", options.trace, "Show the first execution of each class too, not just failures");
    app.add_option("--trace-json", options.trace_json,
                   "Also write the traces of all failures and classes as JSON (docs/trace.md)")
        ->type_name("FILE");
}

CLI::App* add_run(CLI::App& app, RunOptions& options) {
    CLI::App* command = app.add_subcommand("run", "Search scenarios and show all that was found");
    command->add_option("scenario", options.scenarios, "Names, see 'rqcheck list'")->type_name("SCENARIO");
    add_search_options(*command, options.search, std::string(latest));
    add_trace_options(*command, options);
    return command;
}

CLI::App* add_matrix(CLI::App& app, MatrixOptions& options) {
    CLI::App* command = app.add_subcommand("matrix", "Scenarios down, revisions across: verdicts and waits");
    command->add_option("scenario", options.scenarios, "Names, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_search_options(*command, options.search, "all");
    return command;
}

CLI::App* add_compare(CLI::App& app, CompareOptions& options) {
    CLI::App* command = app.add_subcommand("compare", "Run native and relacy, and tell where they differ");
    command->add_option("scenario", options.scenarios, "Names, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_search_options(*command, options.search, "all");
    command->get_option("--engine")->group("")->each([](const std::string&) {
        throw UsageError("compare runs both engines: --engine is for run and matrix");
    });
    command->get_option("--scheduler")
        ->description("Relacy's: full, bound or random; native's is full [full]");
    command->get_option("--executions")
        ->description(fmt::format("Explore at most so many per run with relacy, 0: no limit [{}; random: {}]",
                                  default_executions, default_samples));
    command
        ->add_option("--native-executions", options.native_executions,
                     "Explore at most so many per run with native, 0: no limit [0]")
        ->type_name("N");
    command->get_option("--accept-bounded")
        ->description("Exit with 0, not 3, if native hit a bound and nothing disagreed");
    command->add_flag("--verbose", options.verbose, "Name the outcomes that only native finds");
    command->footer(
        "Exit codes: 0 native finds all that relacy finds, 1 it does not, 2 wrong use, 3 native hit a "
        "bound.\n"
        "Environment: RQCHECK_ENGINE_NATIVE and RQCHECK_ENGINE_RELACY name the engines' executables,\n"
        "NO_COLOR turns colours off.");
    return command;
}

}  // namespace

int rqcheck_main(int argc, char** argv) {
    CLI::App app("Checks the resilient queued spinlock, in all its revisions, under NMIs.", "rqcheck");
    app.set_version_flag("--version", "rqcheck " + std::string(version));
    ListOptions list_options;
    RunOptions run_options;
    MatrixOptions matrix_options;
    CompareOptions compare_options;
    ReplayOptions replay_options;
    const CLI::App* const list_command = add_list(app, list_options);
    const CLI::App* const run_command = add_run(app, run_options);
    const CLI::App* const matrix_command = add_matrix(app, matrix_options);
    const CLI::App* const compare_command = add_compare(app, compare_options);
    const CLI::App* const replay_command = add_replay(app, replay_options);
    app.require_subcommand(0, 1);
    app.allow_extras();
    for (CLI::App* command : app.get_subcommands({})) command->allow_extras();
    app.footer(
        "'rqcheck COMMAND --help' shows a command's options.\n"
        "Exit codes: 0 as expected, 1 an unexpected verdict, 2 wrong use, 3 a bound was hit.");

    return guarded(app, argc, argv, [&] {
        refuse_leftovers(app, "command", {"list", "run", "matrix", "compare", "replay"});
        for (const CLI::App* command : app.get_subcommands()) refuse_leftovers(*command, "", {});
        if (list_command->parsed()) return list(list_options);
        if (matrix_command->parsed()) return matrix(matrix_options);
        if (compare_command->parsed()) return compare(compare_options);
        if (replay_command->parsed()) return replay(replay_options);
        if (!run_command->parsed()) {
            throw UsageError("no command: list, run, matrix, compare or replay, see 'rqcheck --help'");
        }
        if (run_options.scenarios.empty()) {
            throw UsageError("run what? Name a scenario, see 'rqcheck list'");
        }
        return run(run_options);
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
    app.allow_extras();
    return guarded(app, argc, argv, [&] {
        refuse_leftovers(app, "argument", {});
        return run(options);
    });
}

}  // namespace tools
