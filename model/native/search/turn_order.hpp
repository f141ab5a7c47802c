// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The turn order of the CPUs. The method demands a function of the graph, or graphs would be explored
/// twice.

#include "model/native/machine/program_runner.hpp"

namespace model::native {

inline constexpr unsigned no_cpu = max_cpus;

/// The time at which a CPU that would have to wait does so.
enum class WaitOrder : std::uint8_t {
    last,          ///< when no other CPU can go on: then all stores exist that it can read
    as_they_come,  ///< for comparison: this leads to more discarded graphs
};

class TurnOrder {
  public:
    TurnOrder(const ProgramRunner& runner, WaitOrder wait_order)
        : runner_(runner), graph_(runner.graph_view()), wait_order_(wait_order) {}

    /// The CPU whose event is added next; `no_cpu` if no CPU can go on. An update is never left half done.
    unsigned next_cpu() const;

  private:
    /// Does the CPU make a failed call again? Then it comes last, because steps of the others may help. Of
    /// several such CPUs the one with fewer failures comes first.
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
