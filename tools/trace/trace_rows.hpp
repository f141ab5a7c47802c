// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A trace in the rows in which people are shown it, and the words for how it ended. The text and the pages
/// are made from these.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// A step that is worth a row, with what it made true. It stands for all steps up to the next row's.
struct TraceRow {
    std::size_t step = 0;
    unsigned cpu = 0;
    std::uint64_t time = 0;  ///< ns of virtual time
    std::size_t depth = 0;   ///< in how many contexts it is nested
    std::string text;
    std::string place;                  ///< "FILE:LINE" of a kernel tree's lock, and of a hang; else empty
    std::vector<std::string> comments;  ///< what it made true
    bool is_hang = false;               ///< the CPU goes on for ever; the comment says what could end it

    friend bool operator==(const TraceRow&, const TraceRow&) = default;
};

/// Left out are reads by which a CPU looks up its own counters before it changes them; a critical section
/// in which nothing happens is one row.
std::vector<TraceRow> trace_rows(const ExecutionTrace& trace);

/// A failure kind or class, and what it means.
std::string meaning_text(const std::string& what);

/// Of a CPU that was broken off, else empty: a CPU that hangs has a row.
std::string end_text(const ExecutionTrace& trace, unsigned cpu);

/// Of a trace with a misuse: the first call, with its place, and what is wrong with it. Empty if there is
/// none.
std::string misuse_text(const ExecutionTrace& trace);

/// Of a trace with a race: between what.
std::string race_text(const ExecutionTrace& trace);

}  // namespace tools
