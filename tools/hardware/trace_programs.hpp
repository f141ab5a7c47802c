// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Attaches a scenario's trace programs to the lock's trace points, which are those of the whole process.

#include <span>

#include "scenarios/framework/scenario.hpp"
#include "tools/hardware/section.hpp"

namespace tools::hardware {

/// Runs the trace program of that number on the CPU of the calling thread.
using TraceProgramRunner = void (*)(unsigned number);

/// Attaches the scenario's programs, in place of those that are attached.
/// @param sections of the scenario's locks, for programs of one lock
/// @pre no CPU runs
void attach_trace_programs(const scenarios::Scenario& scenario, std::span<ProtectedSection> sections,
                           TraceProgramRunner runner);

}  // namespace tools::hardware
