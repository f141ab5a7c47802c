// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/program_cpu.hpp"

#include <sched.h>

namespace tools::hardware {

using rqspinlock::Result;
using rqspinlock::Site;
using rqspinlock::hardware::now;
using rqspinlock::hardware::SiteRecorder;

bool ProgramCpu::lock(scenarios::Lock which) {
    ProtectedSection& section = sections_[which.index];
    const auto begin = now();
    const Result result = section.lock.lock();
    // The attempt is over: what lands from here on did not land in it.
    if (!succeeded(result)) SiteRecorder::before(held_ == 0 ? Site::program_end : Site::section_hold);
    if (succeeded(result)) section.enter(id_);
    counts_.count(result, now() - begin);
    if (!succeeded(result)) return false;
    ++held_;
    return true;
}

void ProgramCpu::unlock(scenarios::Lock which) {
    ProtectedSection& section = sections_[which.index];
    section.exit(id_);
    section.lock.unlock();
    --held_;
    SiteRecorder::before(held_ == 0 ? Site::program_end : Site::section_hold);
}

void ProgramCpu::hold(scenarios::Nanoseconds duration) {
    const auto end = now() + duration;
    while (now() < end) {
        SiteRecorder::before(Site::section_hold);
        rqspinlock::hardware::pause();
        if (rqspinlock::hardware::is_oversubscribed()) sched_yield();
    }
}

}  // namespace tools::hardware
