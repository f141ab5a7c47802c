// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A step in words that fit in a line.

#include <string>

#include "tools/protocol/trace.hpp"

namespace tools {

/// " (0,0,0) -> (0,0,1)", " = NULL" or " := A"; empty: no access
std::string values_text(const TraceStep& step);

/// The variable as it stands in the column of its CPU: without the CPU's name if it is the CPU's own.
std::string column_variable(const TraceStep& step);

/// "slowpath.hpp:190". Empty: the step has no line.
std::string place_text(const TraceStep& step);

/// "NMI before fast.cmpxchg", of a step that enters a context
std::string interrupt_text(const TraceStep& step);

/// "fast.cmpxchg A (0,0,0) -> (0,0,1)", "A owner", "NMI before grab.entry"
std::string step_text(const TraceStep& step);

}  // namespace tools
