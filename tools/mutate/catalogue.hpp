// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The searches that mutants have to get past.

#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/mutate/mutant.hpp"
#include "tools/mutate/selection.hpp"
#include "tools/mutate/shown.hpp"
#include "tools/protocol/request.hpp"

namespace tools::mutate {

/// A scenario as it is declared, on a revision, and what it shows of the lock.
struct Search {
    Request request;
    Shown lock;
    std::uint64_t executions = 0;
    std::bitset<max_mutants> reached;  ///< mutants of the code that its executions come by
};

/// The newest revision of the history, the one with all repairs, and the one before the newest.
std::vector<std::string> searched_revisions();

/// Searches the lock; the smallest searches first. Those of the revision before the newest come last, so that
/// a kill there says that no other search kills the mutant. Only scenarios in which the latest change makes a
/// difference have one.
/// @throw UsageError, RequestError, or std::runtime_error if a search of the lock hits a bound
std::vector<Search> searched_catalogue(const std::vector<std::string>& scenarios);

}  // namespace tools::mutate
