// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What `run` prints about one search.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tools/cli/terminal.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// @param all_traces those of the classes too, not just those of the failures
std::string run_text(const Result& result, bool all_traces, const Paint& paint,
                     std::optional<std::size_t> page = {});

/// "F2: a sole head waits for a next one (docs/findings.md)", of a failure that is on record.
std::vector<std::string> likenesses(const Trace& trace);

/// A trace below what it is of, with the same words in each command.
std::string trace_section(const Trace& trace, const Paint& paint, std::optional<std::size_t> page = {});

}  // namespace tools
