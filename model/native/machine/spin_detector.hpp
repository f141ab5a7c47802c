// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Finds loops of reads that wait. A program that is in an earlier state again and has changed nothing since
/// does the same again, until it reads something else.

#include "model/native/graph/arena.hpp"
#include "model/native/graph/graph.hpp"
#include "model/native/machine/cpu_state.hpp"
#include "model/native/machine/fiber.hpp"

namespace model::native {

class SpinDetector {
  public:
    SpinDetector(const Graph& graph, Arena& arena) : graph_(graph), arena_(arena) {}

    /// Has the program asked for its next step, a read, earlier, and has it only read since?
    static bool repeats(const CpuState& own);

    /// Keeps the state of the suspended program. If the program was in this state before, marks its next
    /// step with the first event of the spinning round.
    /// @param events the number of the CPU's events up to the point where its program is
    /// @return was the program in this state before?
    bool has_been_here(CpuState& own, const Fiber& fiber, unsigned cpu, std::uint32_t events,
                       bool runs_again);

  private:
    bool has_only_read_since(const LoopPoint& point, const CpuState& own, unsigned cpu,
                             std::uint32_t events) const;

    const Graph& graph_;
    Arena& arena_;
};

}  // namespace model::native
