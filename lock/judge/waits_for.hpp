// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which context waits for which. A context that wants a lock waits for the contexts that own it or stand in
/// line before it. A context with another context above it on its CPU waits for that one to end: only the
/// context on top of a CPU runs.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "lock/judge/deadlock.hpp"
#include "lock/judge/history.hpp"
#include "lock/judge/order.hpp"

namespace rqspinlock::judge {

class WaitsFor {
  public:
    WaitsFor(const History& history, const CausalOrder& order) : history_(history), order_(order) {}

    /// Was this attempt's wait one that could not have ended by itself? Looks for a consistent cut within the
    /// attempt that shows a cycle through its wait. Contexts above it on its CPU have no part in the cycle:
    /// they have ended when the attempt is decided.
    bool is_deadlocked(std::uint32_t attempt) const;

    /// The shortest cycle of this kind.
    Deadlock shortest_cycle(std::uint32_t attempt) const;

    /// The obstacles of an attempt's wait at the jump into `epoch`, when no CPU could move. A context that
    /// ran above the attempt on its CPU is an obstacle only if it owned a lock on the way.
    struct AtJump {
        Deadlock deadlock = Deadlock::none;  ///< the shortest cycle that can be reached from the wait
        /// Was a context on the way, on top of its CPU, just staying in its critical section?
        bool could_move = false;
    };
    AtJump at_jump(std::uint32_t attempt, std::uint32_t epoch) const;

  private:
    /// A choice of one range per CPU, such that some cut lies in all of them.
    using Chosen = std::vector<std::optional<Range>>;

    bool depends(const Wait& wait, const Obligation& obligation) const;
    bool is_in_cycle(std::uint32_t attempt, std::size_t cpus) const;
    bool closes_cycle(const Wait& wait, const Chosen& chosen, const Wait& start,
                      std::size_t further_cpus) const;
    bool fits(const Chosen& chosen, const Range& range) const;
    std::uint32_t depth_of(std::uint32_t cpu, std::uint32_t context) const {
        return history_.contexts[cpu][context].depth;
    }
    const Wait* own_wait(std::uint32_t attempt) const;

    const History& history_;
    const CausalOrder& order_;
};

}  // namespace rqspinlock::judge
