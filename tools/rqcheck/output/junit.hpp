// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Results as JUnit XML: a suite per scenario and number of CPUs, a case per revision.

#include <string>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// An unexpected verdict is a failure. A search that hit a bound, and was not asked for with
/// `--accept-bounded`, is skipped: nothing is known that could fail or pass.
std::string junit_text(const std::vector<const Result*>& results, bool accept_bounded,
                       const std::vector<NotRun>& not_run = {});

}  // namespace tools
