// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A trace in the rows in which people see it, and the words for its end. The text and the pages are made
/// from these rows.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// A step that is worth a row, with the changes that it made. The row stands for all steps up to the step of
/// the next row.
struct TraceRow {
    std::size_t step = 0;
    unsigned cpu = 0;
    std::uint64_t time = 0;  ///< ns of virtual time
    std::size_t depth = 0;   ///< the number of contexts in which it is nested
    std::string text;
    std::string place;  ///< "FILE:LINE" of a step in a kernel tree's lock, or of a hang; else empty
    std::vector<std::string> comments;  ///< the changes that it made
    bool is_hang = false;               ///< the CPU hangs; the comment says what could end that

    friend bool operator==(const TraceRow&, const TraceRow&) = default;
};

/// The rows of a trace. Reads with which a CPU looks up its own counters before it changes them are left out.
/// A critical section in which nothing happens is one row.
std::vector<TraceRow> trace_rows(const ExecutionTrace& trace);

/// A failure kind or class, and its meaning.
std::string meaning_text(const std::string& what);

/// The end of a CPU that was broken off; else empty. A CPU that hangs has a row instead.
std::string end_text(const ExecutionTrace& trace, unsigned cpu);

/// The first call that is a misuse, its place, and what is wrong with it; empty: the trace has no misuse.
std::string misuse_text(const ExecutionTrace& trace);
/// The first check of a program that does not hold, and its place; empty: all hold.
std::string failed_check_text(const ExecutionTrace& trace);

/// The accesses of the race in a trace that has one.
std::string race_text(const ExecutionTrace& trace);

}  // namespace tools
