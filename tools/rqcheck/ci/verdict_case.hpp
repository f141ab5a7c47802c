// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A verdict in the form that CI systems take: a case of JUnit, results of SARIF, an entry of a baseline.
/// Every command that searches makes such cases, and the files are written from the cases.

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
    std::string text;     ///< the whole text, with traces
};

/// One result of SARIF: a failure, or the trace of a failure.
struct CaseRemark {
    std::string rule;                          ///< a failure kind, a class, or another rule of rqcheck
    std::string message;                       ///< the text that a viewer shows first
    Request request;                           ///< names the scenario
    std::optional<Trace> trace{};              ///< the execution that shows it
    std::optional<std::string> accepted_by{};  ///< why the result is expected; nullopt: it is new
};

/// @name Rules of remarks that are neither a failure kind nor a class
/// @{
inline constexpr const char* expectation_rule = "expectation";    ///< a difference that no execution shows
inline constexpr const char* disagreement_rule = "disagreement";  ///< an engine finds less than the other
inline constexpr const char* coverage_rule = "unreached";  ///< nothing reaches a site, a path or a class
/// @}

struct VerdictCase {
    std::string suite;  ///< "abba-third/3", "hunt", "coverage"
    std::string name;   ///< the revision, or another name that tells the cases of a suite apart
    double seconds = 0;
    std::string output{};  ///< the result and the search, in words
    std::optional<CaseFailure> failure{};
    std::string skipped{};  ///< why the case neither passed nor failed; empty: it passed or failed
    std::vector<CaseRemark> remarks{};

    /// @name The members that a baseline keeps. A case that makes no verdict of its own has no settings, and
    /// a baseline does not keep it.
    /// @{
    nlohmann::json settings{};         ///< the settings of the search that differ from the usual ones
    std::set<std::string> failures{};  ///< distinct failures and wrong answers: a new one is worse
    std::set<std::string> reached{};   ///< of coverage: a row that is gone is worse
    std::uint64_t worst_wait_ms = 0;
    bool exhausted = true;
    bool as_expected = true;
    /// @}
};

/// The cases of `run` and `matrix`.
std::vector<VerdictCase> verdict_cases(const std::vector<const Result*>& results, bool accept_bounded,
                                       const std::vector<NotRun>& not_run);

/// The cases of `compare`. A finding of relacy that native does not have is a failure.
std::vector<VerdictCase> verdict_cases(const std::vector<Comparison>& comparisons, bool accept_bounded,
                                       const std::vector<NotCompared>& not_compared);

/// The cases of `coverage`, in addition to those of its runs: one for each site, path and class.
/// @param whole everything was searched, so a row that no search reached is a failure
std::vector<VerdictCase> verdict_cases(const CoverageTable& table, bool whole);

/// The cases of `hunt`: one for each distinct failure, and one for the hunt as a whole.
/// @param settings the settings of the hunt
std::vector<VerdictCase> verdict_cases(const std::vector<HuntResult>& results, bool accept_bounded,
                                       const nlohmann::json& settings);

/// The case of a hunt before the hunt is made: its name and settings.
VerdictCase planned_hunt(const Revision& revision, const nlohmann::json& settings);

/// The case of a report, with the members that a baseline keeps.
VerdictCase case_of_report(const Report& report, bool as_expected);

/// The settings that differ from the usual ones: programs, machine and engine, and how far the search may go.
/// The number of processes and the choice of what is shown are no settings.
nlohmann::json settings_of(const Request& request, Engine engine);

/// The values of the settings that `settings_of` leaves out.
nlohmann::json usual_settings();

}  // namespace tools
