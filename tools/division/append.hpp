// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes one report of the reports of units.

#include "tools/protocol/report.hpp"

namespace tools {

/// Appends the report of the unit that follows in the order of the search. Counts add up, and examples are
/// those of one search. @pre both have a `UnitResult`
void append(Report& whole, const Report& next);

}  // namespace tools
