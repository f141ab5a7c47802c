// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The files that a command writes for a CI system, and the comparison of its verdicts with a baseline.

#include <optional>
#include <string>
#include <vector>

#include "tools/cli/output_file.hpp"
#include "tools/cli/write_errors.hpp"
#include "tools/rqcheck/ci/baseline.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace CLI {
class App;
}

namespace tools {

struct VerdictFileOptions {
    std::optional<std::string> junit;
    std::optional<std::string> sarif;
    std::optional<std::string> baseline;
    std::optional<std::string> write_baseline;

    /// Is a baseline read or written? Both need distinct failures.
    bool want_distinct_failures() const { return baseline || write_baseline; }
};

void add_verdict_file_options(CLI::App& app, VerdictFileOptions& options);

/// The cases of a plan before its searches run: their names and settings.
std::vector<VerdictCase> planned_cases(const Plan& plan, Engine engine);

/// The same of comparisons, of which the names are known and the settings are not compared before the run.
std::vector<VerdictCase> planned_comparisons(const Plan& plan);

/// Asks the searches of the plan to keep the places of failures apart, if a baseline is read or written.
void ask_for_distinct_failures(Plan& plan, const VerdictFileOptions& options);

class VerdictFiles {
  public:
    /// @param planned cases with suite, name and settings
    /// @throw UsageError: a file cannot be written, or the baseline is not a baseline or has other settings
    VerdictFiles(const VerdictFileOptions& options, const std::vector<VerdictCase>& planned);

    /// Each file as a whole or not at all. With a baseline, a failure that it has is no failure in JUnit, and
    /// on record in SARIF. Planned cases that were not made are skipped in JUnit. A baseline of a part is not
    /// written: it would let the rest fail unseen.
    /// A file that cannot be written does not keep the others from being written.
    /// @param whole all was run to its end
    void write(const std::vector<VerdictCase>& cases, bool whole, WriteErrors& errors) const;

    /// How the cases differ from the baseline; empty: there is none.
    std::string baseline_text(const std::vector<VerdictCase>& cases) const;

    /// With a baseline, a verdict is as expected unless it is worse than the baseline's.
    /// @param without the exit code without a baseline
    /// @param stopped not all was run
    int exit_code(const std::vector<VerdictCase>& cases, int without, bool stopped,
                  bool accept_bounded) const;

  private:
    std::optional<OutputFile> junit_;
    std::optional<OutputFile> sarif_;
    std::optional<OutputFile> written_;
    std::optional<Baseline> baseline_;
    std::vector<VerdictCase> planned_;
};

}  // namespace tools
