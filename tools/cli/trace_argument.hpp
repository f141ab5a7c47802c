// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Executions as they are named on a command line.

#include <optional>
#include <string>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// What a word stands for: a token, a file with one, or a file of traces.
struct TraceArgument {
    std::optional<std::string> token;  ///< none: it is a file of traces
    std::vector<ExecutionTrace> traces;
};

/// @throw UsageError, or TraceError if it is a file of traces and damaged
TraceArgument trace_argument(const std::string& typed);

/// The one that was asked for, else the first of a problem, else the first.
/// @param file where they are from
/// @param what a failure kind or class
/// @throw UsageError if there is none
const ExecutionTrace& chosen_trace(const std::vector<ExecutionTrace>& traces, const std::string& file,
                                   const std::optional<std::string>& what);

}  // namespace tools
