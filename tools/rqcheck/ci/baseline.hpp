// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The verdicts of an earlier run, to compare with: only a verdict that is worse fails.
///
/// A baseline has a line for each verdict, in the order of their names, so that a change of it can be read as
/// a diff. Its distinct failures make the gate "no new failure": two hangs at different waits are two
/// failures.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tools/rqcheck/ci/verdict_case.hpp"

namespace tools {

/// How a verdict differs from the baseline's. Neither: it is the same, as far as verdicts go.
struct BaselineDifference {
    std::vector<std::string> worse;
    std::vector<std::string> better;
};

/// What `--write-baseline` writes. Cases without settings make no verdict of their own, and are left out.
std::string baseline_text(const std::vector<VerdictCase>& cases);

class Baseline {
  public:
    /// @param path a file of `--write-baseline`, or of `--json` of `run` and `matrix`
    /// @throw UsageError
    explicit Baseline(const std::string& path);
    /// @throw nlohmann::json::exception or std::invalid_argument
    Baseline(std::string name, const std::string& json);

    /// A comparison of other questions says nothing.
    /// @param planned cases of which suite, name and settings are known
    /// @throw UsageError that names the first setting that differs
    void require_settings(const std::vector<VerdictCase>& planned) const;

    /// Of a case that the baseline does not have, worse is that it fails.
    BaselineDifference compare(const VerdictCase& one) const;
    bool has(const VerdictCase& one) const { return find(one) != nullptr; }

    /// The cases as they stand beside the baseline: one that is no worse does not fail, and failures that the
    /// baseline has are no surprise.
    std::vector<VerdictCase> applied_to(const std::vector<VerdictCase>& cases) const;

    /// What is worse and what is better, a line each, below how many.
    std::string text(const std::vector<VerdictCase>& cases) const;
    bool any_worse(const std::vector<VerdictCase>& cases) const;
    /// The verdicts of the baseline that are not among these, as "scenario/cpus on revision".
    std::vector<std::string> not_made(const std::vector<VerdictCase>& cases) const;

  private:
    /// The same question of an earlier run. Null: there is none.
    const VerdictCase* find(const VerdictCase& one) const;
    static std::string key_of(const VerdictCase& one) { return one.suite + " on " + one.name; }

    std::string name_;
    std::map<std::string, VerdictCase> entries_;  ///< by suite and name
};

}  // namespace tools
