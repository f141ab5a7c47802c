// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A scenario that was run: what was asked for, and what came of it.

#include <vector>

#include "lock/options.hpp"
#include "scenarios/framework/scenario.hpp"
#include "tools/hardware/machine.hpp"

namespace tools::hardware {

struct ScenarioRun {
    const scenarios::Scenario* scenario = nullptr;
    rqspinlock::Options lock;
    RunOptions options;
    std::vector<rqspinlock::hardware::Region> landing;  ///< regions in which an NMI must have landed
    RunReport report;

    /// The regions of `landing` in which no NMI of either kind has landed. A run that was stopped misses
    /// none: it had not the time that it was to have.
    std::vector<rqspinlock::hardware::Region> missed() const;

    bool passes() const { return report.is_clean() && missed().empty(); }
};

}  // namespace tools::hardware
