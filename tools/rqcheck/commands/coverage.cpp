// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cstdio>
#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/coverage_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/coverage_table.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {
namespace {

bool is_as_declared(const std::vector<const Result*>& results) {
    return std::all_of(results.begin(), results.end(), [](const Result* result) {
        return differences_from_declared(*result->scenario, result->report.request.setup).empty();
    });
}

bool ended_by_themselves(const std::vector<const Result*>& results) {
    return std::all_of(results.begin(), results.end(),
                       [](const Result* result) { return result->report.exhausted; });
}

std::string text_of_json(const std::vector<const Result*>& results, const CoverageTable& table) {
    nlohmann::json json = to_json(table);
    json["runs"] = nlohmann::json::array();
    for (const Result* result : results) {
        json["runs"].push_back(result_json(result->report, result->judgement));
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

bool has_open_gaps(const CoverageTable& table) {
    const std::vector<Gap> all = gaps(table);
    return std::any_of(all.begin(), all.end(), [](const Gap& gap) { return gap.reason.empty(); });
}

}  // namespace

int coverage(const CoverageOptions& options) {
    Plan plan =
        make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), options.search, "history");
    std::optional<OutputFile> file;
    if (options.search.json) file.emplace("--json", *options.search.json);
    const VerdictFiles files(options.files, planned_cases(plan, options.search.engine));

    watch_stop_signals();
    std::deque<Result> results;
    std::vector<const Result*> made;
    bool cut_short = false;
    for (Row& row : plan.rows) {
        for (Request& request : row.requests) request.search.count_coverage = true;
    }
    Searches searches(options.search, plan);
    searches.run_all(plan, [&](std::size_t /*row*/, std::size_t /*column*/, std::optional<Result> result) {
        cut_short = cut_short || !result;
        if (result) made.push_back(&results.emplace_back(std::move(*result)));
    });
    searches.require_any(!made.empty());
    const std::vector<NotRun>& not_run = searches.not_run();

    const CoverageTable table = coverage_table(made);
    const bool declared = is_as_declared(made);
    const bool all =
        options.scenarios.empty() && options.search.cpus.empty() && options.search.revisions.empty();
    const bool whole = all && declared && !cut_short && ended_by_themselves(made);
    WriteErrors errors;
    errors.show(coverage_text(plan, made, table, whole));
    std::string refused;
    add_section(refused, not_run_heading, not_run_lines(not_run));
    errors.show(refused);
    if (stop_requested()) errors.show(not_all_made);
    errors.write(file, [&] { return text_of_json(made, table); });
    std::vector<VerdictCase> cases = verdict_cases(made, options.search.accept_bounded, not_run);
    for (VerdictCase& one : verdict_cases(table, whole)) cases.push_back(std::move(one));
    files.write(cases, !cut_short && !stop_requested(), errors);
    errors.show_beside_file(files.baseline_text(cases));
    errors.require_none();
    const bool stale = declared && !stale_explanations(table).empty();
    if (exit_code_with(not_run, {}, 0) == exit_not_deterministic) return exit_not_deterministic;
    int without = exit_code(made, cut_short, options.search.accept_bounded);
    if (stale || (whole && has_open_gaps(table))) without = exit_unexpected;
    return exit_code_with(not_run, made,
                          files.exit_code(cases, without, cut_short, options.search.accept_bounded));
}

}  // namespace tools
