// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A step at which a CPU hangs, in words: the place, the variable for which the CPU waits, and the only
/// context that could end the wait.

#include <string>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// "waits for ever: head.await_next node0.next = NULL", "retries for ever, 16 rounds so far".
std::string hang_text(const ExecutionTrace& trace, const TraceStep& step);

/// The only context that stores to the variable of the wait: "only CPU 0's interrupted task stores it";
/// empty: the trace does not say.
std::string ender_text(const ExecutionTrace& trace, const TraceStep& step);

/// One sentence per CPU that hangs, in the order of the CPUs: "CPU 0's NMI waits for ever at queue.wait,
/// slowpath.hpp:190, for cpu0.node1.locked, which only CPU 0's interrupted task stores".
std::vector<std::string> hang_sentences(const ExecutionTrace& trace);

/// The step at which a reader looks first: the hang of a CPU in the lock, or else in the scenario's own code;
/// nullptr: no CPU hangs.
const TraceStep* first_hang(const ExecutionTrace& trace);

}  // namespace tools
