// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The points of a program at which interrupts may arrive, and at which trace programs run. Both run nested,
/// on the stack of the program that they interrupt.

#include "model/programs.hpp"
#include "model/relacy/threads.hpp"

namespace model::relacy {

class InterruptPoints {
  public:
    InterruptPoints(Threads& threads, const Programs& programs) : threads_(threads), programs_(programs) {}

    /// The program reaches a site. Any number of interrupts, up to the budgets, may arrive here one after
    /// the other.
    void reach(SiteId site);
    /// Reaches a site, and runs the programs that are attached to the trace point there.
    /// @param subject the subject for which the point is reached; see TraceProgram
    void trace_point(SiteId site, unsigned point, std::uint32_t subject);

    /// Chooses which of the possible interrupts arrives at a CPU's site; `task`: none arrives, or none is
    /// possible.
    ContextKind choose_arrival(const CpuState& state) const;
    void run(ContextKind kind);

  private:
    /// @param below the state that entering returned
    template <class Run>
    void run_nested(const InterruptState::Below& below, Run run);

    Threads& threads_;
    const Programs& programs_;
};

}  // namespace model::relacy
