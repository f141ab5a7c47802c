// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs of scenarios as JSON.

#include <string>
#include <vector>

#include "tools/hardware/scenario_run.hpp"

namespace tools::hardware {

/// Times are in nanoseconds, except what is named seconds, and the bounds of the histograms in milliseconds.
/// @param not_run scenarios that were not run any more, after a stop, a leak or a hang
std::string to_json(const std::vector<ScenarioRun>& runs, const std::vector<std::string>& not_run);

}  // namespace tools::hardware
