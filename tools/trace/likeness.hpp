// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Recognises failures that are on record by the end of their traces.

#include <vector>

#include "scenarios/framework/findings.hpp"
#include "tools/protocol/trace.hpp"

namespace tools {

/// The findings on record that a failed execution looks like. The signs are the places where CPUs wait at its
/// end, its accesses, and the phases that the lock announced. A finding that the lock of the trace cannot
/// have is left out.
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
