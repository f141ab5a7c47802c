// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Stress runs as JSON.

#include <string>
#include <vector>

#include "tools/stress/report.hpp"

namespace tools::stress {

/// Times are nanoseconds, but for the bounds of the histograms, in milliseconds as the kernel module has
/// them.
std::string to_json(const std::vector<StressReport>& reports);

}  // namespace tools::stress
