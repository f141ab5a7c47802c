// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <optional>
#include <string>
#include <utility>

#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/matrix_files.hpp"
#include "tools/rqcheck/output/matrix_page.hpp"
#include "tools/rqcheck/output/matrix_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/result.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {
int matrix(const MatrixOptions& options) {
    Plan plan =
        make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), options.search, "kernels");
    ask_for_distinct_failures(plan, options.files);
    const MatrixFiles files({options.search.json, options.markdown, options.html});
    const VerdictFiles verdict_files(options.files, planned_cases(plan, options.search.engine));

    watch_stop_signals();
    const Paint paint = Paint::for_stdout();
    std::vector<Cells> cells(plan.rows.size(), Cells(plan.revisions.size()));
    Searches searches(options.search, plan);
    searches.run_all(plan, [&](std::size_t row, std::size_t column, std::optional<Result> result) {
        cells[row][column] = std::move(result);
    });
    searches.require_any(!made(cells).empty());
    const std::vector<NotRun>& not_run = searches.not_run();
    const std::vector<const Result*> results = made(cells);
    const std::size_t runs = plan.rows.size() * plan.revisions.size();
    const bool cut_short = results.size() < runs;
    WriteErrors errors;
    errors.show(matrix_text(plan, cells, not_run, paint, terminal_columns()));
    const std::vector<VerdictCase> cases = verdict_cases(results, options.search.accept_bounded, not_run);
    errors.show_beside_file(verdict_files.baseline_text(cases));
    if (results.size() + not_run.size() < runs) errors.show(not_all_made);
    files.write(plan, cells, not_run, errors);
    verdict_files.write(cases, results.size() + not_run.size() == runs && !any_stopped(results), errors);
    errors.require_none();
    const int without = exit_code(results, cut_short, options.search.accept_bounded);
    return exit_code_with(not_run, results,
                          verdict_files.exit_code(cases, without, cut_short || any_stopped(results),
                                                  options.search.accept_bounded));
}

}  // namespace tools
