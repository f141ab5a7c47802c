// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which executions a search explores, and in which order. Each strategy is a type, with what concerns it
/// alone.

#include <cstdint>
#include <variant>

#include "model/decision.hpp"
#include "model/watcher.hpp"

namespace model {

/// A search that several processes make together: each goes through the beginning of all of it, and explores
/// what it is the first to claim of the rest.
class Share {
  public:
    /// Claims the part with this number. @return false if another process has it
    virtual bool claim(std::uint64_t part) = 0;

  protected:
    ~Share() = default;
};

/// All executions.
struct FullSearch {
    Share* share = nullptr;  ///< nullptr: the search is not shared. The native engine only.
    /// Relacy: of schedules that differ in the order of independent accesses only, explore one.
    bool prune_independent = true;
};

/// The executions near to the run of one CPU after the other.
struct BoundedSearch {
    /// The native engine: at most so many departures from that run (docs/engine.md). Relacy: at most so many
    /// preemptive context switches.
    unsigned bound = 0;
    Share* share = nullptr;  ///< see FullSearch
};

/// Executions by chance, without end.
struct RandomWalk {
    std::uint64_t seed = 0;
};

/// One execution, from its decisions. The native engine only.
struct Replay {
    const Decisions* decisions = nullptr;
    /// A decision that does not fit is left out, and where none is left the obvious is done.
    bool lenient = false;
    Watcher* watcher = nullptr;  ///< nullptr: no stop
};

using Strategy = std::variant<FullSearch, BoundedSearch, RandomWalk, Replay>;

}  // namespace model
