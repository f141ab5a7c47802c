// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdio>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "lock/revision.hpp"
#include "tools/rqcheck/commands.hpp"
#include "tools/rqcheck/interrupt.hpp"
#include "tools/rqcheck/output_file.hpp"
#include "tools/rqcheck/program_argument.hpp"
#include "tools/rqcheck/result.hpp"
#include "tools/rqcheck/run_text.hpp"
#include "tools/rqcheck/searches.hpp"
#include "tools/rqcheck/terminal.hpp"

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
    const std::string latest(name(rqspinlock::latest_revision));
    std::unique_ptr<scenarios::ProgramScenario> program;
    if (options.program) {
        program = std::make_unique<scenarios::ProgramScenario>(program_argument(*options.program));
    }
    const Plan plan = program ? make_program_plan(*program, options.search, latest)
                              : make_plan(named_scenarios(options.scenarios), true, options.search, latest);
    const bool human = options.search.json != "-";
    std::optional<OutputFile> file;
    if (options.search.json && human) file.emplace("--json", *options.search.json);
    std::optional<OutputFile> trace_output;
    if (options.trace_json) trace_output.emplace("--trace-json", *options.trace_json);
    const VerdictFiles files(options.files, options.search.accept_bounded);

    watch_interrupts();
    Searches searches(options.search, plan);
    const Paint paint = Paint::for_stdout();
    std::deque<Result> results;
    std::vector<const Result*> made;
    bool cut_short = false;
    for (const Row& row : plan.rows) {
        for (const Request& request : row.requests) {
            std::optional<Result> result = searches.run(*row.scenario, request);
            if (!result) {
                cut_short = true;
                continue;
            }
            results.push_back(std::move(*result));
            made.push_back(&results.back());
            if (!human) continue;
            if (made.size() > 1) std::fputc('\n', stdout);
            std::fputs(run_text(results.back(), options.trace, paint).c_str(), stdout);
            std::fflush(stdout);
        }
    }
    if (file) file->write(json_text(made));
    if (trace_output) trace_output->write(trace_json(made));
    files.write(made);
    if (!human) std::fputs(json_text(made).c_str(), stdout);
    if (human) std::fputs(files.baseline_text(made).c_str(), stdout);
    if (cut_short && human) std::fputs("\ninterrupted: not all runs were made\n", stdout);
    return files.exit_code(made, cut_short);
}

}  // namespace tools
