// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a reader would tell failures apart by: the kind that the judge found, where the CPU waits, and in
/// which contexts. Interleavings that lead there are the same failure.

#include <set>
#include <string>
#include <utility>

#include "lock/judge/judge.hpp"
#include "model/execution.hpp"
#include "tools/protocol/policy.hpp"

namespace tools {

/// The failure kinds of an execution, the classes of its attempts that can be trouble, and what breaks the
/// policy: each with where.
std::set<std::pair<std::string, std::string>> symptoms_of(const model::Execution& execution,
                                                          const rqspinlock::judge::JudgedExecution& judged,
                                                          const Policy& policy);

}  // namespace tools
