// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The whole of a matrix as a document: the table, and each scenario with its runs.

#include <string>
#include <vector>

#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// The folder beside a Markdown document in which the traces are that it links to.
inline constexpr std::string_view trace_folder = "traces";

/// Why runs are missing, of a search that was stopped.
std::string partial_text(std::size_t made, std::size_t planned, const std::vector<NotRun>& not_run);

/// @param cells one entry per row of the plan
/// @param partial why runs are missing, empty if none is
/// @param has_traces their files lie in `trace_folder`, and cells lead to them
std::string matrix_markdown(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial,
                            bool has_traces = true);

/// A page that needs nothing but itself, no other file and no network, in which traces can be stepped
/// through.
std::string matrix_html(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial);

}  // namespace tools
