// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Describes a run in words.

#include <string>

#include "tools/hardware/scenario_run.hpp"

namespace tools::hardware {

/// One line, for a terminal.
std::string progress_text(const scenarios::Scenario& scenario, const RunOptions& options,
                          const RunProgress& progress);

/// Several lines, the first with the scenario's name.
std::string describe(const ScenarioRun& run);

}  // namespace tools::hardware
