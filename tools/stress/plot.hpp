// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The waits of stress runs as a picture, which gnuplot draws.

#include <string>
#include <vector>

#include "tools/stress/report.hpp"

namespace tools::stress {

/// Gnuplot's commands, with their data, for an SVG with a panel for tasks and one for NMIs: across the wait,
/// up the share of the attempts that waited at least so long, both on logarithmic scales, a line per run.
std::string gnuplot_script(const std::vector<StressReport>& reports);

}  // namespace tools::stress
