// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/interrupt_points.hpp"

namespace model::native {

/// Chooses which of the possible interrupts arrives; `task`: none arrives.
ContextKind InterruptPoints::choose_arrival() {
    const CpuState& own = runner_.state();
    const Arrivals possible = own.interrupts.possible(runner_.configuration(), own.site);
    NextStep& arrival = runner_.ask(NextStep::Kind::choice, nowhere(own.site));
    arrival.first = possible.count + 1;
    arrival.interrupt = true;
    const std::uint64_t chosen = runner_.read();
    return chosen == 0 ? ContextKind::task : possible.kind[chosen - 1];
}

void InterruptPoints::let_arrive() {
    while (is_possible()) {
        const ContextKind kind = choose_arrival();
        if (kind == ContextKind::task) return;
        run_nested(kind, runner_.state().interrupts.enter(kind),
                   [&] { programs_.handler(kind)(programs_.environment, runner_.cpu()); });
    }
}

void InterruptPoints::trace_point(SiteId site, unsigned point, std::uint32_t subject) {
    reach(site);
    for (unsigned number = 0; number < programs_.traced.size(); ++number) {
        const TraceProgram& program = programs_.traced[number];
        const InterruptState::Guard guard = InterruptState::guard_of(program, number);
        if (!program.is_at(point, subject) || !runner_.state().interrupts.may_trace(guard)) continue;
        run_nested(ContextKind::trace, runner_.state().interrupts.enter_trace_program(guard),
                   [&] { programs_.trace(programs_.environment, runner_.cpu(), number); });
    }
}

template <class Run>
void InterruptPoints::run_nested(ContextKind kind, const InterruptState::Below& below, Run run) {
    CpuState& own = runner_.state();
    const SiteId interrupted = own.site;
    const Retry* const retry = std::exchange(own.retry, nullptr);
    if (kind != ContextKind::trace) ++own.interruptions;
    runner_.records().add_visible(own, Operation::enter, nowhere(interrupted));
    run();
    runner_.records().add_visible(own, Operation::leave, nowhere(interrupted));
    own.site = interrupted;
    own.retry = retry;
    own.interrupts.leave(below);
}

}  // namespace model::native
