// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/threads.hpp"

#include <utility>

#include "model/relacy/relacy.hpp"

namespace model::relacy {
namespace {

/// An execution with more events than this does not end by itself.
constexpr std::uint32_t event_limit = 20'000;

}  // namespace

void Threads::begin_execution() {
    recorder_.begin(configuration_.cpus);
    clock_.begin(configuration_.cpus);
    ending_ = false;
    abandoned_ = false;
    discarded_ = false;
    stores_ = {};
    started_ = 0;
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        cpus_[number] = {};
        cpus_[number].interrupts = {configuration_, number};
    }
}

unsigned Threads::cpu() {
    return static_cast<unsigned>(rl::ctx().threadx_->index_);
}

EventId Threads::record(Operation operation, AccessInfo info, Event event) {
    event.operation = operation;
    event.context = own().interrupts.running();
    event.site = info.site;
    event.order = static_cast<std::uint8_t>(info.order);
    event.epoch = clock_.epoch();
    event.time = clock_.now();
    event.file = info.file;
    event.line = info.line;
    return recorder_.append(cpu(), event);
}

void Threads::look_at_the_length() {
    if (recorder_.length() <= event_limit) return;
    recorder_.execution().failures.livelock = true;
    search_.has_broken_off();
    abandon();
}

void Threads::schedule(NextAccess next) {
    CpuState& state = own();
    state.next = next;
    reach_first_access();
    if (std::exchange(state.just_chosen, false)) return;
    rl::ctx().sched();
    leave_if_abandoned();
}

bool Threads::next_accesses_depend(unsigned left, unsigned right) const {
    const NextAccess& a = cpus_[left].next;
    const NextAccess& b = cpus_[right].next;
    if (a.kind == NextAccess::Kind::unknown || b.kind == NextAccess::Kind::unknown) return true;
    return a.location == b.location &&
           (a.kind == NextAccess::Kind::write || b.kind == NextAccess::Kind::write);
}

void Threads::park() {
    CpuState& state = own();
    state.parked = true;
    rl::ctx().park_current_thread(false, false, false, rl::debug_info());
    state.just_chosen = true;
    // Relacy takes a park for a yield, and would no longer let the thread read older stores.
    rl::ctx().threadx_->last_yield_ = 0;
}

void Threads::unpark(unsigned number) {
    cpus_[number].parked = false;
    rl::ctx().unpark_thread(static_cast<rl::thread_id_t>(number), false, rl::debug_info());
}

void Threads::wake(unsigned number) {
    clock_.run(number);
    if (cpus_[number].parked) unpark(number);
}

void Threads::abandon() {
    abandoned_ = true;
    ending_ = true;
    throw Abandoned{};
}

void Threads::discard() {
    abandoned_ = true;
    ending_ = true;
    discarded_ = true;
}

void Threads::leave_one_by_one() {
    for (unsigned number = 0; number < configuration_.cpus; ++number) {
        if (!cpus_[number].parked) continue;
        unpark(number);
        return;
    }
}

}  // namespace model::relacy
