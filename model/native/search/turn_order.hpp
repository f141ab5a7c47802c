// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Whose turn it is. A function of the graph, as the method demands, or graphs come up twice.

#include "model/native/machine/program_runner.hpp"

namespace model::native {

inline constexpr unsigned no_cpu = max_cpus;

/// When a CPU that would have to wait does so.
enum class WaitOrder : std::uint8_t {
    last,          ///< when no other CPU can go on: all that it can read is there then
    as_they_come,  ///< for comparison: it leads to more graphs that are discarded
};

class TurnOrder {
  public:
    TurnOrder(const ProgramRunner& runner, WaitOrder wait_order)
        : runner_(runner), graph_(runner.graph_view()), wait_order_(wait_order) {}

    /// Whose event is added next; `no_cpu` if none can go on. An update is never left half done.
    unsigned next_cpu() const;

  private:
    /// Does it make a failed call again? It does so last, and those that have done so less go first: what the
    /// others do may help.
    bool retries(unsigned cpu) const {
        const Retry* const retry = runner_.at(cpu).retry;
        return retry != nullptr && retry->worst->rounds >= 2;
    }
    std::uint32_t rounds(unsigned cpu) const { return runner_.at(cpu).retry->worst->rounds; }

    const ProgramRunner& runner_;
    const Graph& graph_;
    const WaitOrder wait_order_;
};

}  // namespace model::native
