// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The output of `compare`: a table with a line per comparison, and below it the differences of the engines.

#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/search/comparison.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace tools {

/// @param verbose names the outcomes that only native finds, instead of counting them
std::string compare_text(const Plan& plan, const std::vector<Comparison>& comparisons,
                         const std::vector<NotCompared>& not_compared, bool verbose, const Paint& paint);

}  // namespace tools
