// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The points of a program at which interrupts may arrive, and at which trace programs run. Both run nested,
/// on the stack of the program that they interrupt.

#include <utility>

#include "model/native/machine/program_runner.hpp"
#include "model/programs.hpp"

namespace model::native {

class InterruptPoints {
  public:
    InterruptPoints(ProgramRunner& runner, const Programs& programs) : runner_(runner), programs_(programs) {}

    /// The program reaches a site. Any number of interrupts, up to the budgets, may arrive here one after
    /// the other.
    void reach(SiteId site) {
        runner_.look_at_the_length();
        CpuState& own = runner_.state();
        own.site = site;
        if (runner_.configuration().keep_sites) own.reached.set(site);
        stay();
    }
    /// The program is still at its site and the clock has jumped: interrupts may arrive again.
    void stay() {
        if (is_possible()) let_arrive();
    }
    /// Reaches a site, and runs the programs that are attached to the trace point there.
    /// @param subject the subject for which the point is reached; see TraceProgram
    void trace_point(SiteId site, unsigned point, std::uint32_t subject);

  private:
    bool is_possible() const {
        const CpuState& own = std::as_const(runner_).state();
        return own.interrupts.any_possible(runner_.configuration(), own.site);
    }
    void let_arrive();
    ContextKind choose_arrival();
    /// @param below the state that entering returned
    template <class Run>
    void run_nested(ContextKind kind, const InterruptState::Below& below, Run run);

    ProgramRunner& runner_;
    const Programs& programs_;
};

}  // namespace model::native
