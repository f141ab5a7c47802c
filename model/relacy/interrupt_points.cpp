// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/interrupt_points.hpp"

#include <utility>

#include "model/relacy/relacy.hpp"

namespace model::relacy {
namespace {

/// Under the random scheduler an interrupt of a kind arrives at one of this many points. An even chance at
/// each point would spend the budget on the first points.
constexpr unsigned random_interrupt_odds = 12;

}  // namespace

ContextKind InterruptPoints::choose_arrival(const CpuState& state) const {
    const Arrivals possible = state.interrupts.possible(threads_.configuration(), state.site);
    if (possible.count == 0) return ContextKind::task;
    rl::context& context = rl::ctx();
    if (context.is_random_sched()) {
        const unsigned drawn = context.rand(random_interrupt_odds, rl::sched_type_user);
        return drawn < possible.count ? possible.kind[drawn] : ContextKind::task;
    }
    const unsigned chosen = context.rand(possible.count + 1, rl::sched_type_user);
    return chosen == 0 ? ContextKind::task : possible.kind[chosen - 1];
}

void InterruptPoints::reach(SiteId site) {
    threads_.leave_if_abandoned();
    threads_.look_at_the_length();
    CpuState& own = threads_.own();
    own.site = site;
    if (threads_.configuration().keep_sites) threads_.execution().cpu[Threads::cpu()].reached.set(site);
    while (true) {
        const ContextKind kind = choose_arrival(own);
        if (kind == ContextKind::task) return;
        run(kind);
    }
}

void InterruptPoints::run(ContextKind kind) {
    run_nested(threads_.own().interrupts.enter(kind),
               [&] { programs_.handler(kind)(programs_.environment, Threads::cpu()); });
}

void InterruptPoints::trace_point(SiteId site, unsigned point, std::uint32_t subject) {
    reach(site);
    for (unsigned number = 0; number < programs_.traced.size(); ++number) {
        const TraceProgram& program = programs_.traced[number];
        const InterruptState::Guard guard = InterruptState::guard_of(program, number);
        if (!program.is_at(point, subject) || !threads_.own().interrupts.may_trace(guard)) continue;
        run_nested(threads_.own().interrupts.enter_trace_program(guard),
                   [&] { programs_.trace(programs_.environment, Threads::cpu(), number); });
    }
}

template <class Run>
void InterruptPoints::run_nested(const InterruptState::Below& below, Run run) {
    CpuState& own = threads_.own();
    const Retries below_retries = std::exchange(own.retries, {});
    const SiteId interrupted = own.site;
    const AccessInfo info = nowhere(interrupted);
    threads_.record(Operation::enter, info);
    run();
    threads_.record(Operation::leave, info);
    own.site = interrupted;
    own.retries = below_retries;
    own.interrupts.leave(below);
}

}  // namespace model::relacy
