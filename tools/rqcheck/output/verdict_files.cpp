// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/verdict_files.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "tools/cli/exit_code.hpp"
#include "tools/rqcheck/output/junit.hpp"
#include "tools/rqcheck/output/sarif.hpp"

namespace tools {

void add_verdict_file_options(CLI::App& app, VerdictFileOptions& options) {
    app.add_option("--junit", options.junit, "Also write the verdicts as JUnit XML")->type_name("FILE");
    app.add_option("--sarif", options.sarif, "Also write failures as SARIF 2.1.0, with their code flows")
        ->type_name("FILE");
    app.add_option("--baseline", options.baseline,
                   "A file of --json: exit with 1 only if a verdict is worse than there")
        ->type_name("FILE");
}

VerdictFiles::VerdictFiles(const VerdictFileOptions& options, const Plan& plan, const SearchOptions& search)
    : accept_bounded_(search.accept_bounded) {
    if (options.junit) junit_.emplace("--junit", *options.junit);
    if (options.sarif) sarif_.emplace("--sarif", *options.sarif);
    if (options.baseline) baseline_.emplace(*options.baseline);
    if (!baseline_) return;
    std::vector<Request> planned;
    for (const Row& row : plan.rows) {
        planned.insert(planned.end(), row.requests.begin(), row.requests.end());
    }
    baseline_->require_settings(planned, search.engine);
}

void VerdictFiles::write(const std::vector<const Result*>& results,
                         const std::vector<NotRun>& not_run) const {
    if (junit_) junit_->write(junit_text(results, accept_bounded_, not_run));
    if (sarif_) sarif_->write(sarif_text(results));
}

std::string VerdictFiles::baseline_text(const std::vector<const Result*>& results) const {
    return baseline_ ? "\n" + baseline_->text(results) : "";
}

int VerdictFiles::exit_code(const std::vector<const Result*>& results, bool cut_short) const {
    if (!baseline_) return tools::exit_code(results, cut_short, accept_bounded_);
    const bool stopped = cut_short || std::any_of(results.begin(), results.end(), [](const Result* result) {
                             return result->report.end == End::stopped;
                         });
    // The verdict would be of less than that of the baseline.
    const bool is_less = !stopped && !baseline_->not_made(results).empty();
    // What the baseline does not know has to be exhausted, as without a baseline.
    const bool bounded = std::any_of(results.begin(), results.end(), [&](const Result* result) {
        return !result->report.exhausted && !baseline_->has(*result);
    });
    return exit_code_of(
        {.unexpected = baseline_->any_worse(results) || is_less, .missing = stopped, .bounded = bounded},
        accept_bounded_);
}

}  // namespace tools
