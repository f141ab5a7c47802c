// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The executions that a search explores, and their order. Each strategy is a type with its own settings.

#include <cstdint>
#include <variant>

#include "model/decision.hpp"
#include "model/unit.hpp"
#include "model/watcher.hpp"

namespace model {

/// All executions.
struct FullSearch {
    const Unit* unit = nullptr;  ///< the part to explore; nullptr: all of it. Native engine only.
    /// The native engine estimates the number of executions of the whole search after this many seconds.
    double estimate_after = 1;
    /// Relacy: of schedules that differ only in the order of independent accesses, explore one.
    bool prune_independent = true;
};

/// The executions near the run of one CPU after the other.
struct BoundedSearch {
    /// The native engine: the largest number of departures from that run (docs/engine.md). Relacy: the
    /// largest number of preemptive context switches.
    unsigned bound = 0;
    const Unit* unit = nullptr;  ///< see FullSearch
};

/// Executions chosen at random, without end.
struct RandomWalk {
    std::uint64_t seed = 0;
};

/// One execution, from its decisions. The native engine only.
struct Replay {
    const Decisions* decisions = nullptr;
    /// A decision that does not fit is left out. When no decisions are left, the engine takes the obvious
    /// ones.
    bool lenient = false;
    Watcher* watcher = nullptr;  ///< nullptr: no stop
};

using Strategy = std::variant<FullSearch, BoundedSearch, RandomWalk, Replay>;

}  // namespace model
