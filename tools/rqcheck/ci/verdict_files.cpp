// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/ci/verdict_files.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "tools/cli/error_line.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/rqcheck/ci/junit.hpp"
#include "tools/rqcheck/ci/sarif.hpp"
#include "tools/rqcheck/output/sections.hpp"

namespace tools {

void add_verdict_file_options(CLI::App& app, VerdictFileOptions& options) {
    const auto add = [&](const char* option, std::optional<std::string>& file, const char* help) {
        app.add_option(option, file, help)->type_name("FILE");
    };
    add("--junit", options.junit, "Also write the verdicts as JUnit XML");
    add("--sarif", options.sarif, "Also write failures as SARIF 2.1.0, with their code flows");
    add("--baseline", options.baseline,
        "Exit with 1 only if a verdict is worse than in this file of --write-baseline, or has a failure that "
        "the file does not have");
    add("--write-baseline", options.write_baseline,
        "Also write the verdicts as a baseline, one line for each");
}

std::vector<VerdictCase> planned_cases(const Plan& plan, Engine engine) {
    std::vector<VerdictCase> cases;
    for (const Row& row : plan.rows) {
        for (const Request& request : row.requests) {
            VerdictCase one{label(request), std::string(name(request.setup.revision))};
            one.settings = settings_of(request, engine);
            cases.push_back(std::move(one));
        }
    }
    return cases;
}

std::vector<VerdictCase> planned_comparisons(const Plan& plan) {
    std::vector<VerdictCase> cases = planned_cases(plan, Engine::native);
    for (VerdictCase& one : cases) one.settings = nlohmann::json();
    return cases;
}

void ask_for_distinct_failures(Plan& plan, const VerdictFileOptions& options) {
    if (!options.baseline && !options.write_baseline) return;
    for (Row& row : plan.rows) {
        for (Request& request : row.requests) request.search.keep_symptoms = true;
    }
}

VerdictFiles::VerdictFiles(const VerdictFileOptions& options, const std::vector<VerdictCase>& planned)
    : planned_(planned) {
    if (options.junit) junit_.emplace("--junit", *options.junit);
    if (options.sarif) sarif_.emplace("--sarif", *options.sarif);
    if (options.write_baseline) written_.emplace("--write-baseline", *options.write_baseline);
    if (!options.baseline) return;
    baseline_.emplace(*options.baseline);
    baseline_->require_settings(planned);
}

void VerdictFiles::write(const std::vector<VerdictCase>& cases, bool whole, WriteErrors& errors) const {
    std::vector<VerdictCase> shown = baseline_ ? baseline_->applied_to(cases) : cases;
    for (const VerdictCase& one : planned_) {
        const bool is_made = std::any_of(cases.begin(), cases.end(), [&](const VerdictCase& made) {
            return made.suite == one.suite && made.name == one.name;
        });
        if (is_made) continue;
        shown.push_back(one);
        shown.back().skipped = "not run: stopped before it";
    }
    errors.write(junit_, [&] { return junit_text(shown); });
    errors.write(sarif_, [&] { return sarif_text(shown, whole); });
    if (!written_) return;
    if (whole) {
        errors.write(written_, [&] { return tools::baseline_text(cases); });
    } else {
        print_error("rqcheck", "no baseline is written, because not all was run to its end");
    }
}

std::string VerdictFiles::baseline_text(const std::vector<VerdictCase>& cases) const {
    return baseline_ ? "\n" + baseline_->text(cases) : "";
}

int VerdictFiles::exit_code(const std::vector<VerdictCase>& cases, int without, bool stopped,
                            bool accept_bounded) const {
    if (!baseline_) return without;
    // The baseline has verdicts that this command did not make.
    const bool is_less = !stopped && !baseline_->not_made(cases).empty();
    // A search that is not in the baseline has to be exhausted, as without a baseline.
    const bool bounded = std::any_of(cases.begin(), cases.end(), [&](const VerdictCase& one) {
        return !one.settings.is_null() && !one.exhausted && !baseline_->has(one);
    });
    return exit_code_of(
        {.unexpected = baseline_->any_worse(cases) || is_less, .missing = stopped, .bounded = bounded},
        accept_bounded);
}

}  // namespace tools
