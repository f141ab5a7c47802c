// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The order of a finished graph, as far as what skeletons tell of can tell: see
/// FinishedExecution::ordered_skeleton.

#include <array>
#include <optional>
#include <vector>

#include "model/native/machine.hpp"

namespace model::native {

class OrderedSkeleton {
  public:
    /// @param skeleton of the graph that the machine has come to the end of
    std::optional<Fingerprint> of(const Machine& machine, Fingerprint skeleton);

  private:
    VectorClock clock_of(const Graph& graph, const Event& event) const;
    bool make_clocks(const Graph& graph);
    void collect_marks(const Machine& machine);
    void absorb_marks(const Graph& graph, unsigned cpu, Fingerprint& into) const;

    // Kept from graph to graph for their memory.
    std::array<std::vector<VectorClock>, max_cpus> clocks_;  ///< per CPU and event: what comes before it
    std::array<std::vector<Mark>, max_cpus> marks_;          ///< per CPU, the earliest first
};

}  // namespace model::native
