// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/interrupt_points.hpp"

#include <utility>

#include "model/relacy/relacy.hpp"

namespace model::relacy {
namespace {

/// Of so many points an interrupt of a kind arrives at one under the random scheduler; an even chance would
/// spend the budget on the first points.
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

void InterruptPoints::trace_point(SiteId site, unsigned number) {
    reach(site);
    const Programs::Function attached = programs_.traced[number];
    if (attached != nullptr && threads_.own().interrupts.may_trace()) {
        run_nested(ContextKind::trace, attached);
    }
}

void InterruptPoints::run_nested(ContextKind kind, Programs::Function program) {
    CpuState& own = threads_.own();
    const Retries below_retries = std::exchange(own.retries, {});
    const InterruptState::Below below = own.interrupts.enter(kind);
    const SiteId interrupted = own.site;
    const AccessInfo info = nowhere(interrupted);
    threads_.record(Operation::enter, info);
    program(programs_.environment, Threads::cpu());
    threads_.record(Operation::leave, info);
    own.site = interrupted;
    own.retries = below_retries;
    own.interrupts.leave(below);
}

}  // namespace model::relacy
