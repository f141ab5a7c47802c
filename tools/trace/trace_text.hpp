// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A trace as plain text, one column per CPU, to be pasted into a mail and walked by hand against the lock.

#include <string>

#include "tools/protocol/trace.hpp"

namespace tools {

inline constexpr std::size_t trace_width = 118;

/// A row per step, in the order of the trace. `->` marks an update's new value, `<- cpu1` whose write was
/// read, `[stale: ...]` what a read missed; what the step makes true is a comment behind it. What is nested
/// is indented in its CPU's column. Reads of a CPU's own counters, which say nothing new, are left out. The
/// lock's tables and queue stand where they change. At the end: how it ended, the outcome, and the command
/// that replays it.
/// @param width columns of the page
std::string trace_text(const ExecutionTrace& trace, std::size_t width = trace_width);

}  // namespace tools
