// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Tries a trace on the hardware: the same programs on real atomics, each access when the trace has it, each
/// NMI a signal where the trace has it.

#include "tools/protocol/trace.hpp"
#include "tools/stress/forced/report.hpp"

namespace tools::stress::forced {

/// Sets `RuntimeOptions::current`. Once in a process: what it leaves in the CPUs' tables is no start for
/// another. After a hang the threads are still there: the caller should leave the process at once.
/// @param watchdog seconds behind the last step after which a CPU hangs
/// @throw UsageError if it is of what the hardware does not have
ForcedReport run(const ExecutionTrace& trace, double watchdog);

}  // namespace tools::stress::forced
