// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The output of `matrix`: the table, and below it everything to which its verdicts are subject.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// @param cells one entry per row of the plan
/// @param page  width of the page in columns; revisions for which a table has no room stand in a table below
/// it
std::string matrix_text(const Plan& plan, const std::vector<Cells>& cells, const std::vector<NotRun>& not_run,
                        const Paint& paint, std::optional<std::size_t> page = {});

}  // namespace tools
