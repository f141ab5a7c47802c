// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/program_cpu.hpp"

#include <sched.h>

#include <algorithm>

namespace tools::hardware {

using rqspinlock::Result;
using rqspinlock::Site;
using rqspinlock::hardware::now;
using rqspinlock::hardware::SiteRecorder;

bool ProgramCpu::lock(scenarios::Lock which, scenarios::SourceLine /*source*/) {
    const auto begin = now();
    return begin_section(which, shared_.sections[which.index].lock.lock(), begin);
}

bool ProgramCpu::lock_irqsave(scenarios::Lock which, scenarios::SourceLine /*source*/) {
    const auto begin = now();
    RecordedPlatform::IrqState was_masked{};
    const Result result = shared_.sections[which.index].lock.lock_irqsave(was_masked);
    if (succeeded(result)) were_masked_[which.index] = was_masked;
    return begin_section(which, result, begin);
}

bool ProgramCpu::begin_section(scenarios::Lock which, Result result, rqspinlock::Nanoseconds begin) {
    // The attempt is over: what lands from here on did not land in it.
    if (!succeeded(result)) SiteRecorder::be_at(held_count_ == 0 ? Site::program_end : Site::section_hold);
    if (succeeded(result)) shared_.sections[which.index].enter(id_);
    counts_.count(result, now() - begin);
    if (!succeeded(result)) return false;
    held_[held_count_++] = which;
    return true;
}

void ProgramCpu::unlock(scenarios::Lock which, scenarios::SourceLine /*source*/) {
    ProtectedSection& section = shared_.sections[which.index];
    section.exit(id_);
    section.lock.unlock();
    end_section(which);
}

void ProgramCpu::unlock_irqrestore(scenarios::Lock which, scenarios::SourceLine /*source*/) {
    ProtectedSection& section = shared_.sections[which.index];
    section.exit(id_);
    section.lock.unlock_irqrestore(were_masked_[which.index]);
    end_section(which);
}

/// Most often it is the last one; another order is the scenario's to choose.
void ProgramCpu::end_section(scenarios::Lock which) {
    const auto end = held_.begin() + held_count_;
    const auto found = std::find_if(held_.begin(), end,
                                    [&](const scenarios::Lock& lock) { return lock.index == which.index; });
    if (found != end) {
        std::copy(found + 1, end, found);
        --held_count_;
    }
    SiteRecorder::be_at(held_count_ == 0 ? Site::program_end : Site::section_hold);
}

void ProgramCpu::release_all() {
    while (held_count_ > 0) unlock(held_[held_count_ - 1], scenarios::SourceLine::current());
    rqspinlock::hardware::irq_restore(false);
}

void ProgramCpu::hold(scenarios::Nanoseconds duration, scenarios::SourceLine /*source*/) {
    SiteRecorder::before(Site::section_hold);
    const auto end = RecordedPlatform::now() + duration;
    do {
        rqspinlock::hardware::pause();
        if (rqspinlock::hardware::is_oversubscribed()) sched_yield();
        SiteRecorder::before(Site::section_hold);
    } while (RecordedPlatform::now() < end);
}

void ProgramCpu::signal(scenarios::Flag flag, scenarios::Ordering ordering,
                        scenarios::SourceLine /*source*/) {
    Rendezvous<RecordedPlatform>::signal(shared_.flags[flag.index], ordering);
}

void ProgramCpu::await(scenarios::Flag flag, scenarios::Ordering ordering, scenarios::SourceLine /*source*/) {
    Rendezvous<RecordedPlatform>::await(shared_.flags[flag.index], ordering);
}

void ProgramCpu::await_pending(scenarios::Lock which, scenarios::SourceLine /*source*/) {
    Rendezvous<RecordedPlatform>::await_pending(shared_.sections[which.index].lock.word());
}

void ProgramCpu::await_queued(scenarios::Lock which, unsigned cpu, scenarios::SourceLine /*source*/) {
    Rendezvous<RecordedPlatform>::await_queued(shared_.sections[which.index].lock.word(), cpu);
}

}  // namespace tools::hardware
