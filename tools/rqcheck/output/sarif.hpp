// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Results as SARIF 2.1.0: a rule per failure kind and class that is a problem, a result per trace of one,
/// with the interleaving as its code flow.

#include <string>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// Errors are what is unexpected, notes what is on record. A result's fingerprint is made of the steps of the
/// trace, without lines, so that it stays the same while the code around them moves.
std::string sarif_text(const std::vector<const Result*>& results);

}  // namespace tools
