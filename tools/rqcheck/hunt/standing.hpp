// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which symptoms are failures.

#include "tools/protocol/policy.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

/// Does the symptom fail a verdict: is it of a failure kind, or of what the policy rules out?
bool fails(const Symptom& symptom, const Policy& policy);

}  // namespace tools
