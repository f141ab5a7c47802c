// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds loops of reads that wait: a program that stands as it has stood before, and has changed nothing
/// since, does the same again until it reads something else.

#include "model/native/graph/arena.hpp"
#include "model/native/graph/graph.hpp"
#include "model/native/machine/cpu_state.hpp"
#include "model/native/machine/fiber.hpp"

namespace model::native {

class SpinDetector {
  public:
    SpinDetector(const Graph& graph, Arena& arena) : graph_(graph), arena_(arena) {}

    /// Has the program asked for its next step, a read, before, and only read since?
    static bool repeats(const CpuState& own);

    /// Keeps where the program stands, suspended. Says of its next step, if it has stood there before, since
    /// which event it spins.
    /// @param events of the CPU up to where its program is
    /// @return has it stood there before?
    bool has_been_here(CpuState& own, const Fiber& fiber, unsigned cpu, std::uint32_t events,
                       bool runs_again);

  private:
    bool has_only_read_since(const LoopPoint& point, const CpuState& own, unsigned cpu,
                             std::uint32_t events) const;

    const Graph& graph_;
    Arena& arena_;
};

}  // namespace model::native
