// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The trace that a command line names.

#include <optional>
#include <string>

#include "tools/protocol/trace.hpp"

namespace tools {

/// @param typed a token, a file with a token, or a file of traces. The native engine makes the trace of a
/// token.
/// @param what selects a trace of a file, by what it shows
/// @param lenient a token whose decisions do not fit is followed as far as they fit
/// @throw UsageError
ExecutionTrace trace_from(const std::string& typed, const std::optional<std::string>& what, bool lenient);

}  // namespace tools
