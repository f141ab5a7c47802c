// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Tries a trace on the hardware: the same programs run on real atomics, each access is done when the trace
/// has it, and each NMI is a signal that arrives where the trace has the NMI.

#include "tools/protocol/trace.hpp"
#include "tools/stress/forced/report.hpp"

namespace tools::stress::forced {

/// Runs the trace, and sets `RuntimeOptions::current` for it. Only once in a process, because a run may leave
/// entries in the CPUs' tables. After a hang the threads still exist: the caller should leave the process at
/// once.
/// @param watchdog seconds after the last step at which a CPU counts as hanging
/// @throw UsageError if the trace needs what the hardware does not have
ForcedReport run(const ExecutionTrace& trace, double watchdog);

}  // namespace tools::stress::forced
