// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Stress runs in words.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/stress/report.hpp"

namespace tools::stress {

/// Example: "abba on queue-kept".
std::string title(const Settings& settings);

/// One line, for a terminal.
std::string progress_text(const StressReport& report);

/// Attempts, waits and landings of one run, and whether it passes.
/// @param columns of the terminal. Nothing: lines are as long as they are
std::string describe(const StressReport& report, std::optional<std::size_t> columns = {});

/// Several runs as a Markdown table: the share of the attempts that waited for long.
std::string share_table(const std::vector<StressReport>& reports);

}  // namespace tools::stress
