// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The properties by which a reader tells failures apart: the kind that the judge found, the place
/// where the CPU waits, and the contexts in which it waits. Interleavings with the same properties are
/// the same failure.

#include <set>
#include <string>
#include <utility>

#include "lock/judge/judge.hpp"
#include "model/execution.hpp"
#include "tools/protocol/policy.hpp"

namespace tools {

/// The failure kinds of an execution, the classes of its attempts that can be trouble, and its breaches of
/// the policy, each with the place.
std::set<std::pair<std::string, std::string>> symptoms_of(const model::Execution& execution,
                                                          const rqspinlock::judge::JudgedExecution& judged,
                                                          const Policy& policy);

}  // namespace tools
