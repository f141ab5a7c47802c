// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs one search in several processes.

#include "model/machine.hpp"
#include "tools/checker/engine.hpp"

namespace tools {

/// Runs a part of a search. @param share the part that the process explores
using RunPart =
    std::function<Report(const Request& request, const ProgressCallback& progress, model::Share& share)>;

/// Forks `request.search.jobs` processes that share the search, and adds up their reports. The counts are the
/// same as those of one process. A bound on executions or seconds holds for all processes together, and may
/// be exceeded by a little.
/// @throw RequestError if a process fails
Report run_in_parallel(const Request& request, const ProgressCallback& progress, const RunPart& run_part);

/// Adds the report of one part of a search to the report of other parts.
void add_up(Report& whole, const Report& part);

}  // namespace tools
