// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The result of a hunt on one revision.

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
    bool accepted = false;  ///< the policy does not fail on it
    bool smallest = false;  ///< nothing can be taken away: each smaller program was tried
};

/// The numbers of explored programs of a size.
struct StratumCount {
    unsigned operations = 0;
    unsigned cpus = 0;
    unsigned nmis = 0;
    unsigned hardirqs = 0;
    std::size_t programs = 0;  ///< explored
    std::size_t bounded = 0;   ///< programs among them that were not explored exhaustively
    bool all = true;           ///< no program of this size was left out
};

struct HuntResult {
    Revision revision;
    Policy policy;
    std::vector<Found> found;  ///< in the order in which they were found
    std::vector<StratumCount> strata;
    std::uint64_t programs = 0;    ///< explored, including those of the shrinking
    std::uint64_t executions = 0;  ///< of all these programs
    bool cut_short = false;        ///< by the time limit or Ctrl-C
    std::vector<NotRun> not_run;   ///< searches that the engine refused, or on which it died

    bool failed() const;
    /// Were all programs within the bounds explored exhaustively?
    bool complete() const;
};

}  // namespace tools
