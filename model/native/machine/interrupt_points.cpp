// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/interrupt_points.hpp"

namespace model::native {

/// Which of the possible interrupts arrives; `task`: none.
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
        run_nested(kind, programs_.handler(kind));
    }
}

void InterruptPoints::trace_point(SiteId site, unsigned number) {
    reach(site);
    const Programs::Function attached = programs_.traced[number];
    if (attached != nullptr && runner_.state().interrupts.may_trace()) {
        run_nested(ContextKind::trace, attached);
    }
}

void InterruptPoints::run_nested(ContextKind kind, Programs::Function program) {
    CpuState& own = runner_.state();
    const InterruptState::Below below = own.interrupts.enter(kind);
    const SiteId interrupted = own.site;
    const Retry* const retry = std::exchange(own.retry, nullptr);
    if (kind != ContextKind::trace) ++own.interruptions;
    runner_.records().add_visible(own, Operation::enter, nowhere(interrupted));
    program(programs_.environment, runner_.cpu());
    runner_.records().add_visible(own, Operation::leave, nowhere(interrupted));
    own.site = interrupted;
    own.retry = retry;
    own.interrupts.leave(below);
}

}  // namespace model::native
