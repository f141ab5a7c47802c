// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A step at which a CPU hangs, in words: where, for what it waits, and which context alone could end it.

#include <string>
#include <vector>

#include "tools/protocol/trace.hpp"

namespace tools {

/// "waits for ever: head.await_next node0.next = NULL", "retries for ever, 16 rounds so far".
std::string hang_text(const ExecutionTrace& trace, const TraceStep& step);

/// Which context alone stores to the variable of the wait: "only CPU 0's interrupted task stores it". Empty:
/// the trace does not say.
std::string ender_text(const ExecutionTrace& trace, const TraceStep& step);

/// One sentence per CPU that hangs, in the order of the CPUs: "CPU 0's NMI waits for ever at queue.wait,
/// slowpath.hpp:190, for cpu0.node1.locked, which only CPU 0's interrupted task stores".
std::vector<std::string> hang_sentences(const ExecutionTrace& trace);

/// The step at which a reader looks first: of a CPU that hangs in the lock, else in the scenario's own code.
/// Null: no CPU hangs.
const TraceStep* first_hang(const ExecutionTrace& trace);

}  // namespace tools
