// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a hunt on one revision found.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tools/rqcheck/hunt/enumeration.hpp"
#include "tools/rqcheck/hunt/explorations.hpp"

namespace tools {

/// The smallest program that shows a symptom.
struct Found {
    Sighting sighting;
    scenarios::SmallProgram program;
    Exploration exploration;
    bool accepted = false;  ///< the policy lets it pass
    bool smallest = false;  ///< taking anything away was tried
};

/// How many programs of a size were explored.
struct StratumCount {
    unsigned operations = 0;
    unsigned cpus = 0;
    unsigned nmis = 0;
    unsigned hardirqs = 0;
    std::size_t programs = 0;  ///< explored
    std::size_t bounded = 0;   ///< of those: not exhaustively
    bool all = true;           ///< no program of this size was left out
};

struct HuntResult {
    Revision revision;
    Policy policy;
    std::vector<Found> found;  ///< in the order in which they came
    std::vector<StratumCount> strata;
    std::uint64_t programs = 0;    ///< explored, those of the shrinking included
    std::uint64_t executions = 0;  ///< the same
    bool cut_short = false;        ///< by the time limit or Ctrl-C

    bool failed() const;
    /// All programs within the bounds, each exhaustively.
    bool complete() const;
};

}  // namespace tools
