// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Who waits for whom: CPU p waits for CPU q when the context on top of p waits for a lock that some context
/// of q owns, or for which it stands in line before p. Only the context on top of a CPU runs, so p gets on
/// only when everything above that context on q has ended.

#include <cstdint>
#include <optional>
#include <vector>

#include "lock/judge/history.hpp"
#include "lock/judge/order.hpp"

namespace rqspinlock::judge {

/// A deadlock that the truth shows, by the length of the cycle.
enum class Deadlock : std::uint8_t {
    none,
    self,    ///< the CPU waits for a lower context of its own
    cross,   ///< two CPUs wait for each other: what the ABBA check is for
    longer,  ///< a cycle of three or more
};

class WaitsFor {
  public:
    WaitsFor(const History& history, const CausalOrder& order) : history_(history), order_(order) {}

    /// Could this attempt's wait not have ended by itself? Looks for a consistent cut within the attempt that
    /// shows a cycle through its CPU.
    bool deadlocked(std::uint32_t attempt) const;

    /// What stood in the way of an attempt at the jump into `epoch`, when nobody could move.
    struct AtJump {
        Deadlock deadlock = Deadlock::none;  ///< the shortest cycle that can be reached from the attempt
        bool holding = false;                ///< somebody on the way was in a timed critical section
    };
    AtJump at_jump(std::uint32_t attempt, std::uint32_t epoch) const;

  private:
    /// A choice of one range per CPU, all of which some cut meets.
    using Chosen = std::vector<std::optional<Range>>;

    bool depends(const Wait& wait, const Obligation& obligation) const;
    bool closes_cycle(const Wait& wait, const Chosen& chosen, std::uint32_t start) const;
    bool fits(const Chosen& chosen, const Range& range) const;
    const Wait* wait_at(std::uint32_t cpu, std::uint32_t position) const;

    const History& history_;
    const CausalOrder& order_;
};

}  // namespace rqspinlock::judge
