// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/waits.hpp"

#include <algorithm>

#include "model/native/graph/rules.hpp"
#include "model/native/machine/retries.hpp"

namespace model::native {

std::uint64_t Waits::await(const Location& location, const Condition& condition, Nanoseconds poll,
                           Nanoseconds deadline, AccessInfo info) {
    interrupts_.reach(info.site);
    // Decided again each time that the wait could block: the poll time may have passed while an interrupt
    // ran.
    bool blocks = poll > runner_.state().time;
    while (blocks && !time_passes(poll, deadline, info)) {
        NextStep& wait = runner_.ask(NextStep::Kind::await, location, info);
        wait.poll = poll;
        wait.deadline = deadline;
        wait.condition = condition;
        const Reply reply = runner_.suspend();
        if (reply == Reply::value) return runner_.value();
        if (reply == Reply::due) {
            runner_.state().check_epoch = runner_.state().epoch;
            runner_.state().checked_location = wait.location;
            runner_.state().checked_deadline = deadline;
            interrupts_.reach(info.site);
            break;
        }
        interrupts_.stay();
        if (Rules::asks_anew_whether_to_wait()) blocks = poll > runner_.state().time;
    }
    runner_.ask(NextStep::Kind::read, location, info);
    return runner_.read();
}

/// For a slow CPU: its time passes to the poll time or the deadline although others could move. It then
/// looks once.
bool Waits::time_passes(Nanoseconds poll, Nanoseconds deadline, AccessInfo info) {
    if (!runner_.configuration().may_be_slow(runner_.cpu()) || poll == never) return false;
    NextStep& choice = runner_.ask(NextStep::Kind::choice, nowhere(runner_.state().site));
    choice.first = deadline != never && deadline > poll ? 3 : 2;
    choice.slow = true;
    const std::uint64_t chosen = runner_.read();
    if (chosen == 0) return false;
    CpuState& own = runner_.state();
    own.time = std::max(own.time, chosen == 1 ? poll : deadline);
    own.ahead = true;
    ++own.interruptions;
    runner_.records().add_visible(own, Operation::slow, runner_.weakened(info));
    Records::accessed(own, false);
    return true;
}

void Waits::hold(Nanoseconds duration, AccessInfo info) {
    interrupts_.reach(info.site);
    CpuState& own = runner_.state();
    const Nanoseconds until = own.time + duration;
    runner_.records().add_visible(own, Operation::hold_begin, info);
    while (own.time < until) {
        runner_.ask(NextStep::Kind::hold, info).deadline = until;
        if (runner_.suspend() == Reply::due) {
            interrupts_.reach(info.site);
        } else {
            interrupts_.stay();
        }
    }
    runner_.records().add_visible(own, Operation::hold_end, info);
}

void Waits::failed(Source call) {
    CpuState& own = runner_.state();
    const std::uint32_t rounds = failed_rounds(own, call) + 1;
    note_failed_rounds(own, call, rounds, runner_.events_so_far(), runner_.arena());
    if (rounds < runner_.configuration().rounds) return;
    while (true) {
        runner_.ask(NextStep::Kind::pause, access_info(std::memory_order_relaxed, own.site, call));
        if (runner_.suspend() == Reply::due) return;
        interrupts_.stay();
    }
}

void Waits::succeeded(Source call) {
    CpuState& own = runner_.state();
    if (failed_rounds(own, call) == 0) return;
    note_failed_rounds(own, call, 0, runner_.events_so_far(), runner_.arena());
}

}  // namespace model::native
