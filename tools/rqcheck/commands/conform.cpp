// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/conform.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <cstdio>

#include "tools/cli/arguments/kernel_tree.hpp"
#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/output/conform_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/defaults.hpp"

namespace tools {

CLI::App* add_conform(CLI::App& app, ConformOptions& options) {
    CLI::App* command =
        app.add_subcommand("conform", "Find the version of this project's lock that a kernel tree's lock is");
    command->add_option("tree", options.tree, "Folder of the kernel tree")->type_name("FOLDER")->required();
    command->add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list' [all]")
        ->type_name("SCENARIO");
    add_value(*command, "--against", "R", options.against, revision_value,
              "Compare only with this revision, kernel or sum [every set with a name]");
    add_choice<rqspinlock::Arch>(
        *command, "--arch", "ARCH", options.search.arch,
        "Architecture whose code the lock's steps have: generic or x86 [the scenario's]");
    options.search.executions = 0;
    add_count(*command, "--executions", options.search.executions, {},
              "Explore at most N executions per search, 0: no limit [0]");
    add_seconds(*command, "--time-limit", options.search.seconds,
                "Seconds for each search; the result then depends on the machine [none]");
    add_count(*command, "-j,--jobs", options.search.jobs, job_limits,
              "How many processes search at the same time [1]");
    add_json(*command, options.search.json, "the comparison");
    command->footer(exit_codes_text({{exit_as_expected, "all outcomes are those of a set of changes"},
                                     {exit_unexpected, "no set of changes has all these outcomes"},
                                     {exit_bounded, "not all was compared, or a bound was hit"}}));
    return command;
}

int conform(const ConformOptions& options) {
    if (options.against && (options.against->is_tree() || !options.against->own_change.empty())) {
        throw UsageError(
            fmt::format("{} is no set of changes: 'rqcheck diff' tells two locks apart", *options.against));
    }
    SearchOptions search = options.search;
    search.kernel.kernel = options.tree;
    const Plan plan = make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), search, "");
    std::optional<OutputFile> file;
    if (search.json) file.emplace("--json", *search.json);

    watch_stop_signals();
    Searches searches(search, plan, 0);
    Conformance found = find_conformance(plan, searches, options.against);
    found.is_part = !options.scenarios.empty();
    searches.require_any(!found.rows.empty());
    WriteErrors errors;
    errors.show(conform_text(found, searches.not_run(), Paint::for_stdout(), terminal_columns()));
    if (found.is_stopped) errors.show(not_all_made);
    errors.write(file, [&] { return conform_json(found, searches.not_run()); });
    errors.require_none();
    if (found.same() < found.rows.size()) return exit_code_with(searches.not_run(), {}, exit_unexpected);
    const bool whole = found.conforms() && searches.not_run().empty();
    return exit_code_with(searches.not_run(), {}, whole ? exit_as_expected : exit_bounded);
}

}  // namespace tools
