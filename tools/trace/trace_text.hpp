// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A trace as plain text, with one column per CPU. The text can be pasted into a mail, and be walked by hand
/// against the lock.

#include <string>

#include "tools/protocol/trace.hpp"

namespace tools {

inline constexpr std::size_t trace_width = 118;

/// A row per step, in the order of the trace. `->` marks an update's new value, `<- cpu1` the CPU whose write
/// was read, and `[stale: ...]` the stores that a read missed. The changes that the step makes stand as a
/// comment behind it. Nested contexts are indented in their CPU's column. Reads of a CPU's own counters are
/// left out, because they say nothing new. The lock's tables and queue stand where they change. At the end
/// stand the race or misuse, the failure kind or class with its meaning, a sentence for each CPU that hangs,
/// and the command that replays the execution.
/// @param width width of the page in columns
std::string trace_text(const ExecutionTrace& trace, std::size_t width = trace_width);

}  // namespace tools
