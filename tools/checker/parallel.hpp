// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// One search in several processes.

#include "model/machine.hpp"
#include "tools/checker/engine.hpp"

namespace tools {

/// Runs a part of a search. @param share what the process explores
using RunPart =
    std::function<Report(const Request& request, const ProgressCallback& progress, model::Share& share)>;

/// Forks `request.search.jobs` processes that share the search, and adds their reports up: the same counts as
/// one process has. A bound on executions or seconds is for all of them together, and may be passed by a
/// little.
/// @throw RequestError if a process fails
Report run_in_parallel(const Request& request, const ProgressCallback& progress, const RunPart& run_part);

/// Two parts of one search added up.
void add_up(Report& whole, const Report& part);

}  // namespace tools
