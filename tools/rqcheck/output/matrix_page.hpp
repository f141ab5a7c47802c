// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A matrix as a document: the table, and each scenario with its runs.

#include <string>
#include <vector>

#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// The folder beside a Markdown document with the traces to which the document links.
inline constexpr std::string_view trace_folder = "traces";

/// Why runs are missing; empty: none is.
std::string partial_text(std::size_t made, std::size_t planned, const std::vector<NotRun>& not_run);

/// @param cells one entry per row of the plan
/// @param partial why runs are missing; empty: none is
/// @param has_traces the files of the traces are in `trace_folder`, and cells link to them
std::string matrix_markdown(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial,
                            bool has_traces = true);

/// A self-contained page, in which a reader can step through traces. It needs no other file and no network.
std::string matrix_html(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial);

}  // namespace tools
