// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The searches with which mutants are tried.

#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/mutate/mutant.hpp"
#include "tools/mutate/selection.hpp"
#include "tools/mutate/shown.hpp"
#include "tools/protocol/request.hpp"

namespace tools::mutate {

/// A scenario as it is declared, on a revision, and what its search shows of the lock.
struct Search {
    Request request;
    Shown lock;
    std::uint64_t executions = 0;
    std::bitset<max_mutants> reached;  ///< mutants of the code at whose places its executions come by
};

/// The newest revision of the history, the revision with all fixes, and the revision before the newest.
std::vector<std::string> searched_revisions();

/// Searches the lock. The smallest searches come first. Searches of the revision before the newest come last,
/// so that a kill there says that no other search kills the mutant. A scenario has a search of that revision
/// only if the latest change makes a difference in it.
/// @throw UsageError, RequestError, or std::runtime_error if a search of the lock hits a bound
std::vector<Search> searched_catalogue(const std::vector<std::string>& scenarios);

}  // namespace tools::mutate
