// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes requests from options. Options that do not fit together are refused here, before a run starts.

#include <string>
#include <vector>

#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/small_program.hpp"
#include "tools/protocol/request.hpp"
#include "tools/rqcheck/search/search_options.hpp"

namespace tools {

/// A scenario with a number of CPUs, on some revisions: a row of the matrix.
struct Row {
    const scenarios::Scenario* scenario;
    std::vector<Request> requests;  ///< one per revision, in the order of `Plan::revisions`
};

struct Plan {
    std::vector<Revision> revisions;
    std::vector<Row> rows;
};

/// The scenarios of these names, or all scenarios if there is no name. Throws `UsageError`.
std::vector<const scenarios::Scenario*> named_scenarios(const std::vector<std::string>& names);

/// @param named the user chose the scenarios, so an option that does not fit one of them is an error;
/// otherwise an option applies to the scenarios that it fits
/// @param default_revisions the value of an absent `--revision`
/// Throws `UsageError`.
Plan make_plan(const std::vector<const scenarios::Scenario*>& chosen, bool named,
               const SearchOptions& options, const std::string& default_revisions);

/// The plan of a small program. Throws `UsageError`.
Plan make_program_plan(const scenarios::ProgramScenario& program, const SearchOptions& options,
                       const std::string& default_revisions);

}  // namespace tools
