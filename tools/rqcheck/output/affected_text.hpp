// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The table of `affected`: a row for each finding, a column for each revision.

#include <cstddef>
#include <optional>
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

/// @param results all searches, for the text about what was covered
std::string affected_text(const AffectedTable& table, const std::vector<const Result*>& results,
                          std::optional<std::size_t> page = {});
std::string affected_json(const AffectedTable& table);
int affected_exit_code(const AffectedTable& table);

}  // namespace tools
