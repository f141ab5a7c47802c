// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Describes a run in words.

#include <string>

#include "tools/hardware/machine.hpp"

namespace tools::hardware {

/// Several lines, the first with the scenario's name.
std::string describe(const scenarios::Scenario& scenario, const RunOptions& options, const RunReport& report);

}  // namespace tools::hardware
