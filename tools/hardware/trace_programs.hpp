// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A scenario's trace programs at the lock's trace points, which are the process's.

#include <span>

#include "scenarios/framework/scenario.hpp"
#include "tools/hardware/section.hpp"

namespace tools::hardware {

/// Runs the trace program of that number on the CPU that the calling thread is.
using TraceProgramRunner = void (*)(unsigned number);

/// In place of those that are attached.
/// @param sections of the scenario's locks, for programs of one lock
/// @pre no CPU runs
void attach_trace_programs(const scenarios::Scenario& scenario, std::span<ProtectedSection> sections,
                           TraceProgramRunner runner);

}  // namespace tools::hardware
