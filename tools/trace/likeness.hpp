// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Failures that are on record, recognised by their end.

#include <vector>

#include "scenarios/framework/findings.hpp"
#include "tools/protocol/trace.hpp"

namespace tools {

/// The findings on record that a failed execution looks like: by where CPUs wait at its end, or by what the
/// lock announced. One that the lock of the trace cannot have is none.
///
/// | finding | sign |
/// |---|---|
/// | F1 | an NMI, or another interrupt, waits in the queue behind an attempt below it on its CPU |
/// | F2 | a head that saw a deadlock waits for a next one |
/// | F3 | a race in the x86 code, in which a waiter found the lock free by the separate read |
/// | F4 | a head that has the lock waits for a next one |
/// | F5 | an attempt of a guest grabbed two held entries |
std::vector<scenarios::Finding> looks_like(const ExecutionTrace& trace);

}  // namespace tools
