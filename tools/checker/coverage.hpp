// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Counts what executions reached, from their records: the sites, the interrupts before sites, the paths.

#include "model/execution.hpp"
#include "tools/protocol/coverage.hpp"

namespace tools {

/// Adds one to the count of each site and path that the execution reached.
/// @param execution an execution of a configuration with `keep_sites`
void count(const model::Execution& execution, Coverage& coverage);

}  // namespace tools
