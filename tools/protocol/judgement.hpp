// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A report beside what the scenario expects: is the verdict the one that the history claims?

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
    std::optional<rqspinlock::judge::FailureKind> failure;  ///< the worst
    std::vector<Breach> breaches;                           ///< of the policy
    /// What the report was compared with; nullopt: judged on failures alone, `not_compared` says why.
    std::optional<scenarios::Expectation> expectation;
    std::vector<std::string> not_compared;
    std::vector<std::string> unexpected;  ///< reasons; none: as expected
    /// Planted bugs and windows to which no execution came, a line each: the verdict says nothing about them.
    std::vector<std::string> unreached;
    std::vector<std::string> not_seen;  ///< expected, but a bounded search cannot tell

    bool as_expected() const { return unexpected.empty(); }
};

Judgement judge(const scenarios::Scenario& scenario, const Report& report);

/// In which ways the setup is not the configuration that the scenario declares its expectations for.
std::vector<std::string> differences_from_declared(const scenarios::Scenario& scenario, const Setup& setup);

/// @name The single comparisons, a reason per difference.
/// "Missing" is what is expected and never came: unexpected if the search ended by itself.
/// @{
std::vector<std::string> unexpected_failures(scenarios::Failures expected, const Report& report);
std::vector<std::string> missing_failures(const scenarios::Expectation& expectation, const Report& report);
std::vector<std::string> unexpected_classes(scenarios::Classes expected, const Report& report);
std::vector<std::string> missing_classes(scenarios::Classes expected, const Report& report);
std::vector<std::string> unexpected_wait(scenarios::Nanoseconds expected, const Report& report);
std::vector<std::string> missing_wait(scenarios::Nanoseconds expected, const Report& report);
/// That the outcome of `trace_outcome` never came, with those that are most like it.
std::vector<std::string> missing_outcome(const Report& report);
/// @}

/// The report with `as_expected`, `unexpected`, `not_seen`, `not_compared` and `expectation`.
nlohmann::json result_json(const Report& report, const Judgement& judgement);

}  // namespace tools
