// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Ends an engine whose program runs without end and asks the machine for nothing: no limit of a search is
/// looked at then. Also ties a process to the one that has started it.

#include <cstdint>

namespace tools {

/// Where a search is. Read in a signal handler.
struct Pulse {
    bool in_program = false;   ///< a program runs, and not the search
    std::uint64_t work = 0;    ///< grows with each step of the search
    unsigned cpu = 0;          ///< that runs
    const char* context = "";  ///< and in which context
    unsigned site = 0;         ///< where it was when it last asked for something
};

/// @param here an address on the stack of what runs
using PulseFunction = Pulse (*)(const void* here);

/// A program that computes for so long and asks for nothing does not end.
inline constexpr unsigned endless_after = 3;  // seconds of the processor

/// From now on, and for each process that calls it: says `{"endless": "text"}` on standard output and ends
/// the process if a program does not end.
void start_watchdog(PulseFunction pulse);
/// The same in a forked process, if the parent has a watchdog.
void start_watchdog_again();

/// The process dies with its parent.
/// @param parent if it is not that any more, it dies at once; 0: not known
void die_with_parent(int parent);

}  // namespace tools
