// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The table of `affected`: findings down, sets of changes across.

#include <string>
#include <vector>

#include "tools/rqcheck/search/affected.hpp"

namespace tools {

struct AffectedRow {
    scenarios::Finding finding;
    std::vector<AffectedCell> cells;  ///< by column
};

struct AffectedTable {
    std::vector<std::string> columns;
    std::vector<AffectedRow> rows;
};

/// @param results all searches, for what was covered
std::string affected_text(const AffectedTable& table, const std::vector<const Result*>& results);
std::string affected_json(const AffectedTable& table);
int affected_exit_code(const AffectedTable& table);

}  // namespace tools
