// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The symptoms that are failures.

#include "tools/protocol/policy.hpp"
#include "tools/protocol/report.hpp"

namespace tools {

/// Does the symptom fail a verdict? It does if it is a failure kind, or if the policy rules it out.
bool fails(const Symptom& symptom, const Policy& policy);

}  // namespace tools
