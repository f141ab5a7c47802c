// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What `coverage` prints: a table of the sites, one of the paths and classes, and what was not reached.

#include <string>
#include <vector>

#include "tools/rqcheck/search/coverage_table.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace tools {

/// @param whole the searches are the catalogue as it is declared: what they do not reach, nothing reaches
std::string coverage_text(const Plan& plan, const std::vector<const Result*>& results,
                          const CoverageTable& table, bool whole);

}  // namespace tools
