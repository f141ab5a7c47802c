// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Compares a report with what the scenario expects: is the verdict the one that the history claims?

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "scenarios/framework/scenario.hpp"
#include "tools/protocol/report.hpp"
#include "tools/protocol/verdict.hpp"

namespace tools {

struct Judgement {
    Verdict verdict = Verdict::bounded;
    std::optional<rqspinlock::judge::FailureKind> failure;  ///< the worst kind
    std::vector<Breach> breaches;                           ///< of the policy
    /// The expectation that the report was compared with; nullopt: only failures were judged,
    /// see `not_compared`.
    std::optional<scenarios::Expectation> expectation;
    std::vector<std::string> not_compared;
    std::vector<std::string> unexpected;  ///< reasons; empty: as expected
    /// A line for each planted bug and window that no execution reached: the verdict says nothing about them.
    std::vector<std::string> unreached;
    std::vector<std::string> not_seen;  ///< expected, but a bounded search cannot tell

    bool as_expected() const { return unexpected.empty(); }
};

Judgement judge(const scenarios::Scenario& scenario, const Report& report);

/// The differences of the setup from the configuration for which the scenario declares its expectations.
std::vector<std::string> differences_from_declared(const scenarios::Scenario& scenario, const Setup& setup);

/// @name The single comparisons. Each returns a reason per difference. "Missing" is a result that is expected
/// and never came. It is unexpected if the search ended by itself.
/// @{
std::vector<std::string> unexpected_failures(scenarios::Failures expected, const Report& report);
std::vector<std::string> missing_failures(const scenarios::Expectation& expectation, const Report& report);
std::vector<std::string> unexpected_classes(scenarios::Classes expected, const Report& report);
std::vector<std::string> missing_classes(scenarios::Classes expected, const Report& report);
std::vector<std::string> unexpected_wait(scenarios::Nanoseconds expected, const Report& report);
std::vector<std::string> missing_wait(scenarios::Nanoseconds expected, const Report& report);
/// Says that the outcome of `trace_outcome` never came, and names the outcomes that are most like it.
std::vector<std::string> missing_outcome(const Report& report);
/// @}

/// The report with `as_expected`, `unexpected`, `not_seen`, `not_compared` and `expectation`.
nlohmann::json result_json(const Report& report, const Judgement& judgement);

}  // namespace tools
