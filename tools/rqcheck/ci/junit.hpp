// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Verdicts as JUnit XML, which CI systems show.

#include <string>
#include <vector>

#include "tools/rqcheck/ci/verdict_case.hpp"

namespace tools {

/// The cases with the same suite name make one suite. Unexpected verdicts are failures, with their traces.
std::string junit_text(const std::vector<VerdictCase>& cases);

}  // namespace tools
