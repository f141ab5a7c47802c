// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The executions that a command line names.

#include <optional>
#include <string>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// The meaning of a word: a token, or the traces of a file. The token may stand in a file.
struct TraceArgument {
    std::optional<std::string> token;  ///< nullopt: the word names a file of traces
    std::vector<ExecutionTrace> traces;
};

/// @throw UsageError, or TraceError if the word names a damaged file of traces
TraceArgument trace_argument(const std::string& typed);

/// The first trace that shows `what`. Without `what`, it is the first trace of a problem, or else the first
/// trace.
/// @param file the file of the traces, for the message
/// @param what a failure kind or class
/// @throw UsageError if there is no such trace
const ExecutionTrace& chosen_trace(const std::vector<ExecutionTrace>& traces, const std::string& file,
                                   const std::optional<std::string>& what);

}  // namespace tools
