// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Ends an engine whose program runs without end and asks the machine for nothing. During such a run no limit
/// of the search is checked. Also ties a process to the process that has started it.

#include <cstdint>

namespace tools {

/// The state of a search. It is read in a signal handler.
struct Pulse {
    bool in_program = false;   ///< a program runs, not the search itself
    std::uint64_t work = 0;    ///< grows with each step of the search
    unsigned cpu = 0;          ///< the CPU that runs
    const char* context = "";  ///< the context that runs
    unsigned site = 0;         ///< the site at which it last asked for something
};

/// @param here an address on the stack of the code that runs
using PulseFunction = Pulse (*)(const void* here);

/// A program that computes for this long and asks for nothing does not end.
inline constexpr unsigned endless_after = 3;  // seconds of processor time

/// Watches programs from now on, in each process that calls this. If a program does not end, the watchdog
/// writes `{"endless": "text"}` to standard output and ends the process.
void start_watchdog(PulseFunction pulse);

/// Makes the process die with its parent.
/// @param parent the parent; if it is gone, this process dies at once; 0: not known
void die_with_parent(int parent);

}  // namespace tools
