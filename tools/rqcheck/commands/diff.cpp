// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/stdin_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/diff_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/defaults.hpp"
#include "tools/rqcheck/search/program_argument.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {

namespace {

/// Adds the options that `diff` and `try` have in common.
void add_searches(CLI::App& command, DiffOptions& options) {
    command.add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    command
        .add_option("--program", options.program,
                    "Run a small program, as for 'rqcheck run', or a file with one, instead of scenarios")
        ->type_name("TEXT|FILE");
    add_count(command, "--executions", options.executions, {},
              fmt::format("Explore at most N executions per search, 0: no limit [{}]", native_executions));
    add_seconds(command, "--time-limit", options.seconds,
                "Seconds for each search; the result then depends on the machine [none]");
    add_count(command, "-j,--jobs", options.jobs, job_limits,
              "How many processes search at the same time [1]");
    add_json(command, options.json, "the differences");
    command.footer(
        exit_codes_text({{exit_as_expected, "no difference in verdicts, classes and waits"},
                         {exit_unexpected, "a difference"},
                         {exit_bounded, "no difference, but not all was run, or a bound was hit"}}));
}

}  // namespace

CLI::App* add_diff(CLI::App& app, DiffOptions& options) {
    CLI::App* command =
        app.add_subcommand("diff", "Show where two revisions differ in verdicts, classes and waits");
    add_value(*command, "before", "R", options.before, revision_value,
              "A revision, a kernel or a sum, see 'rqcheck list --revisions', or the folder of a kernel tree")
        ->required();
    add_value(*command, "after", "R", options.after, revision_value,
              "The revision, kernel, sum or folder that is compared with the first one")
        ->required();
    add_searches(*command, options);
    return command;
}

CLI::App* add_try(CLI::App& app, TryOptions& options) {
    CLI::App* command = app.add_subcommand(
        "try", "Show what a change of your own changes in the results, as 'rqcheck diff' does");
    command
        ->add_option("change", options.change,
                     "A header with changed functions of lock/, a patch of lock/, or a folder with a "
                     "changed lock (docs/trying-a-change.md)")
        ->type_name("FILE|FOLDER")
        ->required();
    options.diff.before = Revision();
    add_value(*command, "--base", "R", options.diff.before, revision_value,
              fmt::format("The revision, kernel or sum that the change is made to [{}]", Revision()));
    add_searches(*command, options.diff);
    return command;
}

int try_change(const TryOptions& options) {
    if (!options.diff.before.own_change.empty() || options.diff.before.is_tree()) {
        throw UsageError(fmt::format("--base is a version without a file, not {}", options.diff.before));
    }
    const StdinFile change(options.change, "stdin.hpp");
    DiffOptions both = options.diff;
    both.after = with_own_change(both.before, change.path());
    return diff(both);
}

int diff(const DiffOptions& options) {
    require_names_apart({options.before, options.after});
    if (options.before == options.after) throw UsageError(fmt::format("{} twice", options.before));
    if (is_same_lock(options.before, options.after)) {
        throw UsageError(fmt::format("{} and {} are the same set of changes", options.before, options.after));
    }
    if (options.program && !options.scenarios.empty()) {
        throw UsageError("scenarios or --program, not both");
    }
    std::optional<scenarios::ProgramScenario> program;
    if (options.program) program.emplace(program_argument(*options.program));
    std::optional<OutputFile> file;
    if (options.json) file.emplace("--json", *options.json);
    SearchOptions search;
    search.revisions = {options.before, options.after};
    search.jobs = options.jobs;
    search.executions = options.executions;
    search.seconds = options.seconds;
    const Plan plan =
        program ? make_program_plan(*program, search, "")
                : make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), search, "");
    watch_stop_signals();
    std::vector<Cells> cells(plan.rows.size(), Cells(plan.revisions.size()));
    Searches searches(search, plan);
    std::vector<Pair> pairs;
    searches.run_all(plan, [&](std::size_t row, std::size_t column, std::optional<Result> result) {
        cells[row][column] = std::move(result);
    });
    for (const Cells& row : cells) {
        if (row[0] && row[1]) pairs.push_back({&*row[0], &*row[1]});
    }
    searches.require_any(!made(cells).empty());

    WriteErrors errors;
    errors.show(diff_text(pairs, Paint::for_stdout(), terminal_columns()));
    std::string refused;
    add_section(refused, not_run_heading, not_run_lines(searches.not_run()));
    errors.show(refused);
    errors.write(file, [&] { return diff_json(pairs); });
    const bool cut_short =
        pairs.size() < plan.rows.size() || std::any_of(pairs.begin(), pairs.end(), is_bounded);
    if (stop_requested()) errors.show(not_all_made);
    errors.require_none();
    for (const Pair& pair : pairs) {
        if (!differences(pair).empty())
            return exit_code_with(searches.not_run(), made(cells), exit_unexpected);
    }
    return exit_code_with(searches.not_run(), made(cells), cut_short ? exit_bounded : exit_as_expected);
}

}  // namespace tools
