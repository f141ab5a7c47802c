// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/attempts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "lock/hardware/clock.hpp"
#include "tools/protocol/check_name.hpp"

namespace tools::stress::forced {

using rqspinlock::Check;
using rqspinlock::Phase;
using rqspinlock::Result;

std::string result_text(std::string_view check, rqspinlock::Changes changes) {
    if (check.empty()) return "acquired";
    // Before `queue-timeout` a waiter that is sent away gets a deadlock error, whatever the
    // head's reason was.
    const bool timed_out = check == name(Check::timeout) || (check == name(Check::sent_away) &&
                                                             changes.has(rqspinlock::Change::queue_timeout));
    return fmt::format("{} ({})", name(timed_out ? Result::timed_out : Result::deadlock), check);
}

std::vector<Attempt> attempts_of(const ExecutionTrace& trace, rqspinlock::Changes changes) {
    std::vector<Attempt> attempts;
    std::vector<std::vector<std::size_t>> open(trace.ends.size());
    for (const TraceStep& step : trace.steps) {
        if (!step.change) continue;
        std::vector<std::size_t>& own = open[step.cpu];
        const std::string& phase = step.change->phase;
        if (phase == name(Phase::attempt)) {
            own.push_back(attempts.size());
            attempts.push_back({step.cpu, fmt::format("{}", fmt::join(step.context, "/")), step.change->lock,
                                std::string(no_result), 0});
        } else if ((phase == name(Phase::acquired) || phase == name(Phase::left)) && !own.empty()) {
            attempts[own.back()].result = result_text(step.change->check, changes);
            own.pop_back();
        }
    }
    return attempts;
}

void AttemptRecorder::phase(Phase phase, const std::string& lock, rqspinlock::PhaseDetail detail,
                            rqspinlock::Changes changes) {
    const auto now = rqspinlock::hardware::now();
    const std::lock_guard guard(mutex_);
    if (phase == Phase::attempt) {
        open_.push_back(attempts_.size());
        attempts_.push_back({cpu_, {}, lock, std::string(no_result), now});
    } else if (phase == Phase::acquired || phase == Phase::left) {
        Attempt& attempt = attempts_[open_.back()];
        open_.pop_back();
        const auto check = phase == Phase::left ? static_cast<Check>(detail.value) : Check::none;
        attempt.result = result_text(name(check), changes);
        attempt.wait = now - attempt.wait;
    }
}

std::vector<Attempt> AttemptRecorder::attempts() const {
    const std::lock_guard guard(mutex_);
    std::vector<Attempt> attempts = attempts_;
    for (const std::size_t open : open_)
        attempts[open].wait = rqspinlock::hardware::now() - attempts[open].wait;
    return attempts;
}

}  // namespace tools::stress::forced
