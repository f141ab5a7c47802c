// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The output of `coverage`: a table of the sites, a table of the paths and classes, and the rows that were
/// not reached.

#include <string>
#include <vector>

#include "tools/rqcheck/search/coverage_table.hpp"
#include "tools/rqcheck/search/plan.hpp"

namespace tools {

/// @param whole the searches are the whole catalogue as it is declared, so no scenario reaches a row that
/// they do not reach
std::string coverage_text(const Plan& plan, const std::vector<const Result*>& results,
                          const CoverageTable& table, bool whole);

}  // namespace tools
