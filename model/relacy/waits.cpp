// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/waits.hpp"

#include <utility>

namespace model::relacy {

std::uint64_t Waits::await(Location& location, const Condition& condition, Nanoseconds poll,
                           Nanoseconds deadline, AccessInfo info) {
    VirtualClock& clock = threads_.clock();
    memory_.before_access(info.site, NextAccess::read(location));
    CpuState& own = threads_.own();
    while (true) {
        // Decided again each time that the wait could block: the poll time may have passed while an
        // interrupt ran.
        if (poll <= clock.now()) return memory_.read(location, info);
        if (std::optional<std::uint64_t> value = memory_.read_satisfying(location, condition, info)) {
            return *value;
        }

        own.awaited = &location;
        own.awaited_from = {info.file, info.line};
        own.condition = &condition;
        const bool is_new = own.checked_location != &location || own.checked_deadline != deadline;
        clock.wait(Threads::cpu(), poll, deadline, is_new);
        const Wake wake = block(info.site);
        own.awaited = nullptr;
        own.condition = nullptr;
        if (wake == Wake::due) {
            clock.checks(Threads::cpu());
            own.checked_location = &location;
            own.checked_deadline = deadline;
            memory_.before_access(info.site, NextAccess::read(location));
            return memory_.read(location, info);
        }
        threads_.schedule(NextAccess::read(location));
    }
}

void Waits::hold(Nanoseconds duration, AccessInfo info) {
    VirtualClock& clock = threads_.clock();
    interrupts_.reach(info.site);
    const Nanoseconds until = clock.now() + duration;
    threads_.record(Operation::hold_begin, info);
    while (clock.now() < until) {
        clock.hold(Threads::cpu(), until);
        if (block(info.site) == Wake::due) interrupts_.reach(info.site);
    }
    threads_.record(Operation::hold_end, info);
}

/// Lets the CPU stand still until its time has come or a store has satisfied its condition. Interrupts that
/// arrive at a clock jump run here.
Waits::Wake Waits::block(SiteId site) {
    CpuState& own = threads_.own();
    own.site = site;
    threads_.reach_first_access();
    quiesce();
    if (!threads_.clock().is_running(Threads::cpu())) threads_.park();
    threads_.leave_if_abandoned();
    if (own.arrives != ContextKind::task) {
        interrupts_.run(std::exchange(own.arrives, ContextKind::task));
        interrupts_.reach(site);
    }
    return std::exchange(own.due, false) ? Wake::due : Wake::woken;
}

void Waits::finish(SiteId site) {
    CpuState& own = threads_.own();
    own.site = site;
    threads_.reach_first_access();
    while (true) {
        threads_.clock().finish(Threads::cpu());
        quiesce();
        if (!threads_.is_ending() && !threads_.clock().is_running(Threads::cpu())) threads_.park();
        threads_.leave_if_abandoned();
        if (threads_.is_ending()) break;
        interrupts_.run(std::exchange(own.arrives, ContextKind::task));
        interrupts_.reach(own.site);
    }
    threads_.execution().cpu[Threads::cpu()].end = CpuEnd::finished;
}

/// Called by a CPU that has just stopped. As long as no CPU can take a step, the clock jumps, until a CPU
/// has something to do or none ever will.
void Waits::quiesce() {
    VirtualClock& clock = threads_.clock();
    while (clock.quiescent()) {
        if (clock.all_finished()) {
            threads_.end();
            return;
        }
        std::optional<Nanoseconds> next;
        if (some_is_paused()) {
            // A later round could go another way.
            search_.has_broken_off();
            if (has_news().any()) {
                next = clock.now();
            } else if (only_retries()) {
                return livelock();
            }
        }
        if (!next) next = clock.next_jump();
        if (!next) return stuck();
        clock.jump(*next);
        memory_.make_stores_visible();
        const std::bitset<max_cpus> goes_on = has_news();
        for (unsigned number = 0; number < threads_.count(); ++number) {
            CpuState& state = threads_.at(number);
            state.due = clock.is_due(number) || goes_on[number];
            if (!state.due) state.arrives = interrupts_.choose_arrival(state);
            if (!state.due && state.arrives == ContextKind::task) continue;
            state.next = {};
            threads_.wake(number);
        }
    }
}

void Waits::stuck() {
    Execution& execution = threads_.execution();
    execution.failures.stuck = true;
    for (unsigned number = 0; number < threads_.count(); ++number) {
        CpuRecord& record = execution.cpu[number];
        const bool waits = threads_.clock().is_waiting(number);
        record.end = waits ? CpuEnd::blocked : CpuEnd::finished;
        if (!waits) continue;
        record.blocked_at = threads_.at(number).site;
        record.blocked_on = threads_.at(number).awaited->id;
        record.blocked_file = threads_.at(number).awaited_from.file;
        record.blocked_line = threads_.at(number).awaited_from.line;
    }
    threads_.abandon();
}

// ---- calls that are made again and again ----

void Waits::failed(Source call) {
    CpuState& own = threads_.own();
    const std::uint32_t rounds = own.retries.failed(call, threads_.stores());
    if (rounds < threads_.configuration().rounds) return;
    do {
        own.paused = true;
        threads_.clock().hold(Threads::cpu(), never);
    } while (block(own.site) != Wake::due);
    own.paused = false;
}

bool Waits::some_is_paused() const {
    for (unsigned number = 0; number < threads_.count(); ++number) {
        if (threads_.at(number).paused) return true;
    }
    return false;
}

/// Does every CPU that has time before it make a failed call again and again?
bool Waits::only_retries() const {
    for (unsigned number = 0; number < threads_.count(); ++number) {
        if (!retries_in_vain(number) && threads_.clock().has_time_before_it(number)) return false;
    }
    return true;
}

/// Returns the paused CPUs for which a store is news.
std::bitset<max_cpus> Waits::has_news() const {
    std::bitset<max_cpus> some;
    for (unsigned number = 0; number < threads_.count(); ++number) {
        some[number] = threads_.at(number).paused && has_missed_stores(number);
    }
    return some;
}

/// Has another CPU, which does not make failed calls itself, stored since the latest round began? Or has an
/// interrupt on this CPU stored since the round ended?
bool Waits::has_missed_stores(unsigned number) const {
    const Retries& retries = threads_.at(number).retries;
    for (unsigned other = 0; other < threads_.count(); ++other) {
        const StoreCounts& since = other == number ? retries.round_ended() : retries.round_began();
        if (other != number && retries_in_vain(other)) continue;
        if (since[other] != threads_.stores()[other]) return true;
    }
    return false;
}

void Waits::livelock() {
    Execution& execution = threads_.execution();
    execution.failures.livelock = true;
    for (unsigned number = 0; number < threads_.count(); ++number) {
        CpuRecord& record = execution.cpu[number];
        if (threads_.clock().is_waiting(number)) record.end = CpuEnd::abandoned;
        if (!retries_in_vain(number)) continue;
        const Retries::Call& call = threads_.at(number).retries.worst();
        record.end = CpuEnd::retries;
        record.retried_file = call.source.file;
        record.retried_line = call.source.line;
        record.rounds = call.rounds;
        record.retrying = threads_.at(number).interrupts.running();
    }
    threads_.abandon();
}

}  // namespace model::relacy
