// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/cli/arguments/values.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/commands/conform.hpp"
#include "tools/rqcheck/output/compare_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/search/comparison.hpp"
#include "tools/rqcheck/search/searches.hpp"

namespace tools {
namespace {

/// The question for native. It is the same question, but with native's full search in place of relacy's
/// scheduler.
SearchOptions for_native(const CompareOptions& options) {
    SearchOptions native = options.search;
    native.engine = Engine::native;
    native.scheduler = Scheduler::full;
    native.switches.reset();
    native.seed.reset();
    native.slow = 0;  // relacy has no slow waits
    native.executions = options.native_executions.value_or(0);
    return native;
}

SearchOptions for_relacy(const CompareOptions& options) {
    SearchOptions relacy = options.search;
    relacy.engine = Engine::relacy;
    return relacy;
}

/// The options and the plan of one engine. The plans of both engines have the same rows and revisions.
struct Side {
    SearchOptions options;
    Plan plan;
};

Side side_of(const CompareOptions& options, SearchOptions search) {
    Plan plan = make_plan(named_scenarios(options.scenarios), !options.scenarios.empty(), search, "history");
    return {std::move(search), std::move(plan)};
}

struct Compared {
    std::vector<Comparison> comparisons;
    std::vector<NotCompared> not_compared;

    std::size_t size() const { return comparisons.size() + not_compared.size(); }
};

/// Adds comparisons until all are there or Ctrl-C comes. If an engine cannot make a run, the search goes on
/// with the other runs.
void search(const Side& native, const Side& relacy, Compared& compared) {
    Searches native_searches(native.options, native.plan);
    Searches relacy_searches(relacy.options, relacy.plan);
    std::size_t native_refused = 0;
    std::size_t relacy_refused = 0;
    for (std::size_t row = 0; row < relacy.plan.rows.size(); ++row) {
        const scenarios::Scenario& scenario = *relacy.plan.rows[row].scenario;
        for (std::size_t i = 0; i < relacy.plan.revisions.size(); ++i) {
            std::optional<Result> by_native =
                native_searches.run(scenario, native.plan.rows[row].requests[i]);
            if (!by_native) {
                if (native_searches.not_run().size() == native_refused) return;
                native_refused = native_searches.not_run().size();
                compared.not_compared.push_back({std::nullopt, native_searches.not_run().back()});
                continue;
            }
            std::optional<Result> by_relacy =
                relacy_searches.run(scenario, relacy.plan.rows[row].requests[i]);
            if (by_relacy) {
                compared.comparisons.push_back(compare_results(std::move(*by_native), std::move(*by_relacy)));
            } else if (relacy_searches.not_run().size() > relacy_refused) {
                relacy_refused = relacy_searches.not_run().size();
                compared.not_compared.push_back({std::move(by_native), relacy_searches.not_run().back()});
            } else {
                return;
            }
        }
    }
    native_searches.require_any(!compared.comparisons.empty());
    relacy_searches.require_any(!compared.comparisons.empty());
}

/// Compares the lock of a kernel tree with this project's lock on native, because relacy runs no kernel tree.
int compare_tree(const CompareOptions& options) {
    ConformOptions conformed;
    conformed.tree = *options.search.kernel.kernel;
    conformed.scenarios = options.scenarios;
    conformed.against = options.search.kernel.against.value_or(Revision{});
    conformed.search = options.search;
    conformed.search.kernel = {};
    conformed.search.executions = options.native_executions.value_or(0);
    return conform(conformed);
}

}  // namespace

int compare(const CompareOptions& options) {
    if (options.search.kernel.kernel) return compare_tree(options);
    const Side relacy = side_of(options, for_relacy(options));
    const Side native = side_of(options, for_native(options));
    std::optional<OutputFile> file;
    if (options.search.json) file.emplace("--json", *options.search.json);
    const VerdictFiles files(options.files, planned_comparisons(native.plan));

    watch_stop_signals();
    const Paint paint = Paint::for_stdout();
    Compared compared;
    const std::vector<Comparison>& comparisons = compared.comparisons;
    const auto print = [&] {
        show(compare_text(relacy.plan, comparisons, compared.not_compared, options.verbose, paint));
    };
    try {
        search(native, relacy, compared);
    } catch (const EngineError&) {
        // If the engine fails, the results of hours of searching are not lost.
        print();
        throw;
    }
    const bool cut_short = compared.size() < relacy.plan.rows.size() * relacy.plan.revisions.size();
    WriteErrors errors;
    errors.attempt(print);
    if (cut_short) errors.show(not_all_made);
    errors.write(file, [&] { return json_text(comparisons, compared.not_compared); });
    const std::vector<NotCompared>& not_compared = compared.not_compared;
    const std::vector<VerdictCase> cases =
        verdict_cases(comparisons, options.search.accept_bounded, not_compared);
    files.write(cases, !cut_short && !stop_requested(), errors);
    errors.show_beside_file(files.baseline_text(cases));
    errors.require_none();
    if (std::any_of(not_compared.begin(), not_compared.end(),
                    [](const NotCompared& one) { return one.run.varies; })) {
        return exit_not_deterministic;
    }
    const int without =
        exit_code(comparisons, cut_short || !compared.not_compared.empty(), options.search.accept_bounded);
    return files.exit_code(cases, without, cut_short, options.search.accept_bounded);
}

}  // namespace tools
