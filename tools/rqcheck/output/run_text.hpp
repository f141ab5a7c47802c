// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The output of `run` about one search.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// @param all_traces with the traces of the classes, and not only of the failures
std::string run_text(const Result& result, bool all_traces, const Paint& paint,
                     std::optional<std::size_t> page = {});

/// The findings that a failure looks like: "F2: a sole head waits for a next one (docs/findings.md)".
std::vector<std::string> likenesses(const Trace& trace);

/// A heading that says what the trace shows, and the trace. All commands use the same words.
std::string trace_section(const Trace& trace, const Paint& paint, std::optional<std::size_t> page = {});

}  // namespace tools
