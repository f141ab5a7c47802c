// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What an earlier run found, to compare with: only what is worse than that fails.

#include <map>
#include <string>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// How a result differs from the baseline's. Neither: it is the same, as far as verdicts go.
struct BaselineDifference {
    std::vector<std::string> worse;
    std::vector<std::string> better;
};

class Baseline {
  public:
    /// @param path a file of `--json`
    /// @throw UsageError
    explicit Baseline(const std::string& path);
    /// @throw nlohmann::json::exception or std::invalid_argument
    Baseline(std::string name, const std::string& json);

    /// A comparison of other questions says nothing: settings under which the baseline has the same scenario,
    /// revision and number of CPUs, but not these.
    /// @throw UsageError that names what differs
    void require_settings(const std::vector<Request>& planned, Engine engine) const;

    /// Of what is not in the baseline, worse is what is unexpected.
    BaselineDifference compare(const Result& result) const;
    bool has(const Result& result) const;

    /// What is worse and what is better, a line each, below how many.
    std::string text(const std::vector<const Result*>& results) const;
    bool any_worse(const std::vector<const Result*>& results) const;
    /// The runs of the baseline that are not among these, as "scenario/cpus on revision".
    std::vector<std::string> not_made(const std::vector<const Result*>& results) const;

  private:
    struct Entry {
        Report report;
        bool as_expected = true;
    };
    const Entry* find(const Result& result) const;

    std::string name_;
    std::map<std::string, Entry> entries_;  ///< by machine, engine and bounds
};

}  // namespace tools
