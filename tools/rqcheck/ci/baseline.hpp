// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A baseline is the verdicts of an earlier run. A comparison with it fails only if a verdict is worse or
/// missing.
///
/// The file has a line for each verdict, in the order of the names, so that a change of the file can be read
/// as a diff. A baseline keeps distinct failures, for the gate "no new failure": two hangs at different waits
/// are two failures.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/rqcheck/ci/verdict_case.hpp"

namespace tools {

/// How a verdict differs from the verdict of the baseline. Both lists are empty if the verdicts are the same.
struct BaselineDifference {
    std::vector<std::string> worse;
    std::vector<std::string> better;
};

/// The text of `--write-baseline`. Cases without settings are left out, because they make no verdict of their
/// own.
std::string baseline_text(const std::vector<VerdictCase>& cases);

class Baseline {
  public:
    /// @param path a file of `--write-baseline`, or of `--json` of `run` and `matrix`
    /// @throw UsageError
    explicit Baseline(const std::string& path);
    /// @throw nlohmann::json::exception or std::invalid_argument
    Baseline(const std::string& name, const std::string& json);

    /// Requires the settings of the baseline, because a comparison of different questions says nothing.
    /// @param planned cases with suite, name and settings
    /// @throw UsageError that names the first setting that differs
    void require_settings(const std::vector<VerdictCase>& planned) const;

    /// A case that the baseline does not have is worse if it fails.
    BaselineDifference compare(const VerdictCase& one) const;
    bool has(const VerdictCase& one) const { return find(one) != nullptr; }

    /// The cases as they stand beside the baseline: one that is no worse does not fail, and failures that the
    /// baseline has are no surprise.
    std::vector<VerdictCase> applied_to(const std::vector<VerdictCase>& cases) const;

    /// What is worse and what is better, a line each, below how many.
    std::string text(const std::vector<VerdictCase>& cases) const;
    bool any_worse(const std::vector<VerdictCase>& cases) const;
    /// The verdicts of the baseline that have no case among `cases`, as "scenario/cpus on revision".
    std::vector<std::string> not_made(const std::vector<VerdictCase>& cases) const;

  private:
    /// The baseline's case with the same suite, name and settings; nullptr: there is none.
    const VerdictCase* find(const VerdictCase& one) const;
    static std::string key_of(const VerdictCase& one) { return one.suite + " on " + one.name; }

    std::string name_;
    std::map<std::string, VerdictCase> entries_;  ///< by suite and name
};

}  // namespace tools
