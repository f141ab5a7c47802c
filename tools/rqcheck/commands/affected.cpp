// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tools/cli/arguments/options.hpp"
#include "tools/cli/arguments/revision_values.hpp"
#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/affected_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {
namespace {

using scenarios::Finding;

std::vector<Finding> named_findings(const std::vector<std::string>& names) {
    std::vector<std::string_view> choices;
    for (const Finding& finding : scenarios::findings) choices.push_back(finding.name);
    std::vector<Finding> chosen;
    for (const std::string& typed : names_meant("finding", names, choices)) {
        chosen.push_back(*std::find_if(scenarios::findings.begin(), scenarios::findings.end(),
                                       [&](const Finding& finding) { return finding.name == typed; }));
    }
    if (chosen.empty()) chosen.assign(scenarios::findings.begin(), scenarios::findings.end());
    return chosen;
}

/// The columns, and for each column the place of its set among the searched sets. Several kernels share a
/// set.
struct Columns {
    std::vector<Revision> shown;
    std::vector<Revision> searched;
    std::vector<std::size_t> place;
};

Columns columns_of(const std::vector<Revision>& revisions) {
    Columns columns;
    columns.shown = revisions;
    if (revisions.empty()) {
        for (const auto& kernel : rqspinlock::kernels) columns.shown.push_back(read_revision(kernel.name));
    }
    for (const Revision& revision : columns.shown) {
        const auto same = std::find_if(columns.searched.begin(), columns.searched.end(),
                                       [&](const Revision& other) { return is_same_lock(other, revision); });
        columns.place.push_back(static_cast<std::size_t>(same - columns.searched.begin()));
        if (same == columns.searched.end()) columns.searched.push_back(revision);
    }
    return columns;
}

/// The scenarios of all given findings, each once.
std::vector<const scenarios::Scenario*> scenarios_of_all(const std::vector<Finding>& findings) {
    std::vector<const scenarios::Scenario*> all;
    for (const Finding& finding : findings) {
        for (const scenarios::Scenario* scenario : scenarios_of(finding)) all.push_back(scenario);
    }
    return without_repeats(all);
}

}  // namespace

CLI::App* add_affected(CLI::App& app, AffectedOptions& options) {
    CLI::App* command = app.add_subcommand(
        "affected", "Search kernels for findings, and show which kernel has which finding");
    command
        ->add_option("finding", options.findings, "Names of findings, F1 to F5, see docs/findings.md [all]")
        ->type_name("FINDING");
    add_value(*command, "--revision", "R,...", options.revisions, revision_values,
              "Revisions, kernels or sums, see 'rqcheck list --revisions' [every kernel]");
    add_count(*command, "-j,--jobs", options.jobs, job_limits,
              "How many processes search at the same time [1]");
    add_json(*command, options.json, "the table");
    command->footer(
        exit_codes_text({{exit_as_expected, "no kernel that was asked about has one of the findings"},
                         {exit_unexpected, "a kernel has one of the findings"},
                         {exit_bounded, "it is not known whether one of the kernels has a finding"}}));
    return command;
}

int affected(const AffectedOptions& options) {
    const std::vector<Finding> findings = named_findings(options.findings);
    const Columns columns = columns_of(options.revisions);
    std::optional<OutputFile> file;
    if (options.json) file.emplace("--json", *options.json);

    SearchOptions search;
    search.revisions = columns.searched;
    search.jobs = options.jobs;
    search.executions = 0;
    Plan plan = make_plan(scenarios_of_all(findings), false, search, "");
    for (Row& row : plan.rows) {
        for (Request& request : row.requests) request.search.keep_symptoms = true;
    }
    watch_stop_signals();
    std::vector<Cells> cells(plan.rows.size(), Cells(plan.revisions.size()));
    Searches searches(search, plan);
    searches.run_all(plan, [&](std::size_t row, std::size_t column, std::optional<Result> result) {
        cells[row][column] = std::move(result);
    });
    searches.require_any(!made(cells).empty());

    AffectedTable table{texts_of(columns.shown), {}};
    for (const Finding& finding : findings) {
        const auto of_finding = scenarios_of(finding);
        AffectedRow row{finding, {}};
        for (const std::size_t place : columns.place) {
            std::vector<const std::optional<Result>*> searched;
            for (std::size_t i = 0; i < plan.rows.size(); ++i) {
                const bool shows = std::find(of_finding.begin(), of_finding.end(), plan.rows[i].scenario) !=
                                   of_finding.end();
                if (shows) searched.push_back(&cells[i][place]);
            }
            row.cells.push_back(affected_cell(finding, searched));
        }
        table.rows.push_back(std::move(row));
    }
    const std::vector<const Result*> results = made(cells);
    WriteErrors errors;
    errors.show(affected_text(table, results, terminal_columns()));
    errors.write(file, [&] { return affected_json(table); });
    if (stop_requested()) errors.show(not_all_made);
    errors.require_none();
    return exit_code_with(searches.not_run(), results, affected_exit_code(table));
}

}  // namespace tools
