// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A verdict as CI systems take it: a case of JUnit, results of SARIF, an entry of a baseline. Every command
/// that searches makes such cases, and the files are written from them.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tools/rqcheck/hunt/hunt_result.hpp"
#include "tools/rqcheck/search/comparison.hpp"
#include "tools/rqcheck/search/coverage_table.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// Why a case fails.
struct CaseFailure {
    std::string type;     ///< the verdict, in a word or two
    std::string message;  ///< one line
    std::string text;     ///< all of it, with traces
};

/// A single failure, or a trace of one, for SARIF.
struct CaseRemark {
    std::string rule;                          ///< a failure kind, a class, or a rule of rqcheck's own
    std::string message;                       ///< what is shown first
    Request request;                           ///< names the scenario
    std::optional<Trace> trace{};              ///< the execution that shows it
    std::optional<std::string> accepted_by{};  ///< why it is no surprise; nothing: it is new
};

struct VerdictCase {
    std::string suite;  ///< "abba-third/3", "hunt", "coverage"
    std::string name;   ///< the revision, or what else tells cases of a suite apart
    double seconds = 0;
    std::string output{};  ///< how it was searched
    std::optional<CaseFailure> failure{};
    std::string skipped{};  ///< why it neither passed nor failed; empty: it did
    std::vector<CaseRemark> remarks{};

    /// @name What a baseline keeps. A case that makes no verdict of its own has no settings, and is not kept.
    /// @{
    nlohmann::json settings{};         ///< what was asked, where it is not the usual
    std::set<std::string> failures{};  ///< distinct failures and wrong answers: a new one is worse
    std::set<std::string> reached{};   ///< of coverage: one that is gone is worse
    std::uint64_t worst_wait_ms = 0;
    bool exhausted = true;
    bool as_expected = true;
    /// @}
};

/// Of `run` and `matrix`.
std::vector<VerdictCase> verdict_cases(const std::vector<const Result*>& results, bool accept_bounded,
                                       const std::vector<NotRun>& not_run);

/// Of `compare`: what native does not find although relacy does is a failure.
std::vector<VerdictCase> verdict_cases(const std::vector<Comparison>& comparisons, bool accept_bounded,
                                       const std::vector<NotCompared>& not_compared);

/// Of `coverage`, beside those of its runs: a case for each site, path and class.
/// @param whole what nothing reached is a failure, because everything was searched
std::vector<VerdictCase> verdict_cases(const CoverageTable& table, bool whole);

/// Of `hunt`: a case for each distinct failure, and one for the rest.
/// @param settings what was asked
std::vector<VerdictCase> verdict_cases(const std::vector<HuntResult>& results, bool accept_bounded,
                                       const nlohmann::json& settings);

/// A hunt before it is made: its name and settings.
VerdictCase planned_hunt(const Revision& revision, const nlohmann::json& settings);

/// What a report alone says of it, for baselines.
VerdictCase case_of_report(const Report& report, bool as_expected);

/// What is asked, where it is not the usual: programs, machine and engine, and how far the search may go.
/// Neither the number of processes nor what is shown is in it.
nlohmann::json settings_of(const Request& request, Engine engine);

/// The values of the settings that are left out there.
nlohmann::json usual_settings();

}  // namespace tools
