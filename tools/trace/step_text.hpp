// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A step in words that fit on one line.

#include <string>

#include "tools/protocol/trace.hpp"

namespace tools {

/// The values of an access: " (0,0,0) -> (0,0,1)", " = NULL" or " := A"; empty: the step is no access.
std::string values_text(const TraceStep& step);

/// The variable in the column of the step's CPU. The CPU's own variables stand there without its name.
std::string column_variable(const TraceStep& step);

/// "slowpath.hpp:190"; empty: the step has no line.
std::string place_text(const TraceStep& step);

/// The text of a step that enters a context: "NMI before fast.cmpxchg".
std::string interrupt_text(const TraceStep& step);

/// "fast.cmpxchg A (0,0,0) -> (0,0,1)", "A owner", "NMI before grab.entry"
std::string step_text(const TraceStep& step);

}  // namespace tools
