// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Verdicts as SARIF 2.1.0: a rule for each failure kind and each class that is a problem, and a result for
/// each trace of one, with the interleaving as its code flow and the wait that never ends as its location.

#include <string>
#include <vector>

#include "tools/rqcheck/ci/verdict_case.hpp"

namespace tools {

/// Unexpected results are errors. Results on record are notes, and suppressed. A result's fingerprint is made
/// of the steps of the trace, without lines, so that it stays the same while the code around them moves.
/// @param whole all was run to its end
std::string sarif_text(const std::vector<VerdictCase>& cases, bool whole = true);

}  // namespace tools
