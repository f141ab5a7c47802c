// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The waits of all contexts at one moment of an execution. An edge leads from a context to one that must
/// act, or end, before the first can go on. A context needs all of its edges, so a cycle is a deadlock.

#include <cstdint>
#include <vector>

#include "lock/judge/deadlock.hpp"
#include "lock/judge/history.hpp"

namespace rqspinlock::judge {

class ContextGraph {
  public:
    /// @param progress per CPU: how many steps it has done
    ContextGraph(const History& history, const std::vector<std::uint32_t>& progress);

    /// The context waits for the context that has the obligation, if that one has it at this moment.
    void add_wait(std::uint32_t cpu, std::uint32_t context, const Obligation& obligation);

    /// Keeps the contexts that can be reached from this context's wait. Contexts above this context on its
    /// CPU are no reason for its wait.
    void look_from(std::uint32_t cpu, std::uint32_t context);

    // The functions below look at the kept contexts only.

    Deadlock shortest_cycle() const;
    /// Is one of these contexts on top of its CPU and in a timed critical section?
    bool is_holding() const;

  private:
    struct Node {
        std::uint32_t cpu = 0;
        std::uint32_t context = 0;
        bool is_top = false;  ///< of its CPU
        bool is_holding = false;
        bool is_kept = false;
        std::vector<std::size_t> edges;
    };
    using Cpus = std::uint64_t;  ///< one bit per CPU

    static constexpr std::size_t nothing = ~std::size_t{0};
    std::size_t find(std::uint32_t cpu, std::uint32_t context) const;
    bool has_cycle(Cpus among) const;

    std::vector<Node> nodes_;
    const std::vector<std::uint32_t>& progress_;
};

}  // namespace rqspinlock::judge
