// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The waits of stress runs as a script that makes gnuplot draw a picture.

#include <string>
#include <vector>

#include "tools/stress/report.hpp"

namespace tools::stress {

enum class Picture : unsigned char { svg, png };

/// The commands of gnuplot, with their data, for a picture with a panel for tasks and one for NMIs. The x
/// axis is the wait, the y axis is the share of the attempts that waited at least that long. Both are
/// logarithmic. Each run has a line.
std::string gnuplot_script(const std::vector<StressReport>& reports, Picture picture);

}  // namespace tools::stress
