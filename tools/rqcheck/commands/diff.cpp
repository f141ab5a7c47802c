// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <optional>
#include <string>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/options.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/revision_values.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/values.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/diff_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {

CLI::App* add_diff(CLI::App& app, DiffOptions& options) {
    CLI::App* command = app.add_subcommand("diff", "Where two revisions differ: verdicts, classes, waits");
    add_value(*command, "before", "R", options.before, revision_value,
              "A revision, a kernel or a sum, see 'rqcheck list --revisions'")
        ->required();
    add_value(*command, "after", "R", options.after, revision_value, "Another one")->required();
    command->add_option("scenario", options.scenarios, "Names, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_count(*command, "-j,--jobs", options.jobs, job_limits, "Processes that share a search [1]");
    add_json(*command, options.json, "the differences");
    command->footer(
        exit_codes_text({{exit_as_expected, "no difference"}, {exit_unexpected, "a difference"}}));
    return command;
}

int diff(const DiffOptions& options) {
    if (options.before.changes == options.after.changes) {
        throw UsageError(fmt::format("{} and {} are the same set of changes", options.before, options.after));
    }
    const bool human = options.json != "-";
    std::optional<OutputFile> file;
    if (options.json && human) file.emplace("--json", *options.json);
    SearchOptions search;
    search.revisions = {options.before, options.after};
    search.jobs = options.jobs;
    search.executions = 0;
    const Plan plan = make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), search, "");
    watch_stop_signals();
    std::vector<Cells> cells(plan.rows.size(), Cells(plan.revisions.size()));
    Searches searches(search, plan);
    std::vector<Pair> pairs;
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        for (std::size_t column = 0; column < plan.revisions.size(); ++column) {
            cells[row][column] = searches.run(*plan.rows[row].scenario, plan.rows[row].requests[column]);
        }
        if (cells[row][0] && cells[row][1]) pairs.push_back({&*cells[row][0], &*cells[row][1]});
    }
    searches.require_any(!made(cells).empty());

    if (human) std::fputs(diff_text(pairs, Paint::for_stdout()).c_str(), stdout);
    std::string refused;
    add_section(refused, not_run_heading, not_run_lines(searches.not_run()));
    if (human) std::fputs(refused.c_str(), stdout);
    const std::string json = diff_json(pairs);
    if (!human) std::fputs(json.c_str(), stdout);
    if (file) file->write(json);
    const bool cut_short = pairs.size() < plan.rows.size();
    if (stop_requested() && human) std::fputs(not_all_made, stdout);
    for (const Pair& pair : pairs) {
        if (!differences(pair).empty()) return exit_code_with(searches.not_run(), exit_unexpected);
    }
    return exit_code_with(searches.not_run(), cut_short ? exit_bounded : exit_as_expected);
}

}  // namespace tools
