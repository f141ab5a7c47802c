// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a CI system wants of a run: its files, and the verdict beside an earlier one.

#include <optional>
#include <string>
#include <vector>

#include "tools/cli/output_file.hpp"
#include "tools/rqcheck/output/baseline.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace CLI {
class App;
}

namespace tools {

struct VerdictFileOptions {
    std::optional<std::string> junit;
    std::optional<std::string> sarif;
    std::optional<std::string> baseline;
};

void add_verdict_file_options(CLI::App& app, VerdictFileOptions& options);

class VerdictFiles {
  public:
    /// @throw UsageError: a file that cannot be written, a baseline that is none or of other settings
    VerdictFiles(const VerdictFileOptions& options, const Plan& plan, const SearchOptions& search);

    /// @throw UsageError
    void write(const std::vector<const Result*>& results, const std::vector<NotRun>& not_run) const;

    /// How the results differ from the baseline; empty: there is none.
    std::string baseline_text(const std::vector<const Result*>& results) const;

    /// With a baseline, what is no worse than it is as expected.
    int exit_code(const std::vector<const Result*>& results, bool cut_short) const;

  private:
    std::optional<OutputFile> junit_;
    std::optional<OutputFile> sarif_;
    std::optional<Baseline> baseline_;
    bool accept_bounded_;
};

}  // namespace tools
