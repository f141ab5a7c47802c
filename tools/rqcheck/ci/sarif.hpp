// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Verdicts as SARIF 2.1.0. Each failure kind, and each class that is a problem, is a rule. Each trace of
/// such a failure or class is a result: its code flow is the interleaving, and its location is the step at
/// which a reader looks first, such as a wait that never ends.

#include <string>
#include <vector>

#include "tools/rqcheck/ci/verdict_case.hpp"

namespace tools {

/// Unexpected results are errors. Results on record are notes, and suppressed. A result's fingerprint is made
/// of the steps of the trace, without lines, so that it stays the same while the code around them moves.
/// @param whole all was run to its end
std::string sarif_text(const std::vector<VerdictCase>& cases, bool whole = true);

}  // namespace tools
