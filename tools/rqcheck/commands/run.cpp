// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "tools/cli/output_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/matrix_page.hpp"
#include "tools/rqcheck/output/run_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/program_argument.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {
namespace {

std::string trace_json(const std::vector<const Result*>& results) {
    std::vector<ExecutionTrace> traces;
    for (const Result* result : results) {
        for (const Trace& trace : result->report.traces) {
            if (trace.execution) traces.push_back(*trace.execution);
        }
    }
    return trace_file(traces);
}

}  // namespace

int run(const RunOptions& options) {
    const std::string latest = Revision().text;
    std::unique_ptr<scenarios::ProgramScenario> program;
    if (options.program) {
        program = std::make_unique<scenarios::ProgramScenario>(program_argument(*options.program));
    }
    Plan plan = program ? make_program_plan(*program, options.search, latest)
                        : make_plan(named_scenarios(options.scenarios), true, options.search, latest);
    ask_for_distinct_failures(plan, options.files);
    std::optional<OutputFile> file;
    if (options.search.json) file.emplace("--json", *options.search.json);
    std::optional<OutputFile> trace_output;
    std::optional<OutputFile> page;
    if (options.html) page.emplace("--html", *options.html);
    if (options.trace_json) trace_output.emplace("--trace-json", *options.trace_json);
    const VerdictFiles files(options.files, planned_cases(plan, options.search.engine));

    watch_stop_signals();
    Searches searches(options.search, plan);
    const Paint paint = Paint::for_stdout();
    std::vector<Cells> cells(plan.rows.size(), Cells(plan.revisions.size()));
    bool is_first = true;
    WriteErrors errors;
    searches.run_all(plan, [&](std::size_t row, std::size_t column, std::optional<Result> result) {
        cells[row][column] = std::move(result);
        if (!cells[row][column]) return;
        if (!is_first) errors.show("\n");
        is_first = false;
        errors.show(run_text(*cells[row][column], options.trace, paint, terminal_columns()));
    });
    const std::vector<const Result*> results = made(cells);
    searches.require_any(!results.empty());
    const std::vector<NotRun>& not_run = searches.not_run();
    std::string refused;
    add_section(refused, not_run_heading, not_run_lines(not_run));
    errors.show(refused);
    const std::size_t runs = plan.rows.size() * plan.revisions.size();
    const bool cut_short = results.size() < runs;
    errors.write(file, [&] { return json_text(results, not_run); });
    errors.write(trace_output, [&] { return trace_json(results); });
    errors.write(page, [&] { return matrix_html(plan, cells, partial_text(results.size(), runs, not_run)); });
    const std::vector<VerdictCase> cases = verdict_cases(results, options.search.accept_bounded, not_run);
    files.write(cases, results.size() + not_run.size() == runs && !any_stopped(results), errors);
    errors.show_beside_file(files.baseline_text(cases));
    if (results.size() + not_run.size() < runs) errors.show(not_all_made);
    errors.require_none();
    const int without = exit_code(results, cut_short, options.search.accept_bounded);
    return exit_code_with(
        not_run, results,
        files.exit_code(cases, without, cut_short || any_stopped(results), options.search.accept_bounded));
}

}  // namespace tools
