// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <optional>
#include <string>

#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/matrix_files.hpp"
#include "tools/rqcheck/output/matrix_page.hpp"
#include "tools/rqcheck/output/matrix_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {
namespace {

/// Fills the cells until all are filled or Ctrl-C comes.
void search(Searches& searches, const Plan& plan, std::vector<Cells>& cells) {
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        for (std::size_t column = 0; column < plan.revisions.size(); ++column) {
            cells[row][column] = searches.run(*plan.rows[row].scenario, plan.rows[row].requests[column]);
        }
    }
}

}  // namespace

int matrix(const MatrixOptions& options) {
    Plan plan =
        make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), options.search, "kernels");
    ask_for_distinct_failures(plan, options.files);
    const MatrixFiles files({options.search.json, options.markdown, options.html});
    const VerdictFiles verdict_files(options.files, planned_cases(plan, options.search.engine));

    watch_stop_signals();
    const Paint paint = Paint::for_stdout();
    std::vector<Cells> cells(plan.rows.size(), Cells(plan.revisions.size()));
    std::vector<NotRun> not_run;
    {
        Searches searches(options.search, plan);
        try {
            search(searches, plan, cells);
        } catch (const EngineError&) {
            // If the engine fails, the results of hours of searching are not lost.
            if (!made(cells).empty()) {
                show(matrix_text(plan, cells, searches.not_run(), paint, terminal_columns()));
            }
            throw;
        }
        searches.require_any(!made(cells).empty());
        not_run = searches.not_run();
    }
    const std::vector<const Result*> results = made(cells);
    const std::size_t runs = plan.rows.size() * plan.revisions.size();
    const bool cut_short = results.size() < runs;
    show(matrix_text(plan, cells, not_run, paint, terminal_columns()));
    const std::vector<VerdictCase> cases = verdict_cases(results, options.search.accept_bounded, not_run);
    show_beside_file(verdict_files.baseline_text(cases));
    if (results.size() + not_run.size() < runs) show(not_all_made);
    files.write(plan, cells, not_run);
    verdict_files.write(cases, results.size() + not_run.size() == runs && !any_stopped(results));
    const int without = exit_code(results, cut_short, options.search.accept_bounded);
    return exit_code_with(not_run, verdict_files.exit_code(cases, without, cut_short || any_stopped(results),
                                                           options.search.accept_bounded));
}

}  // namespace tools
