// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Stress runs as JSON.

#include <string>
#include <vector>

#include "tools/stress/report.hpp"

namespace tools::stress {

/// Times are in nanoseconds, except the bounds of the histograms, which are in milliseconds as in
/// the kernel module.
std::string to_json(const std::vector<StressReport>& reports);

}  // namespace tools::stress
