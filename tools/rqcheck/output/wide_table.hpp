// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A table whose columns may be too many for the page: columns without room stand in a table below, each with
/// the labels of the rows.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"

namespace tools {

struct TableEntry {
    std::string text = "-";
    Colour colour = Colour::none;
    bool bold = false;
};

struct TableColumn {
    std::string head;
    std::vector<TableEntry> entries;  ///< one for each row
    std::size_t least_width = 0;
};

/// @param labels of the rows
/// @param page   columns of the page; nothing: there is room for all
/// @return lines without blanks at their ends
std::string wide_table(const std::vector<std::string>& labels, const std::vector<TableColumn>& columns,
                       const Paint& paint, std::optional<std::size_t> page);

}  // namespace tools
