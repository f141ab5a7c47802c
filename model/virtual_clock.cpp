// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/virtual_clock.hpp"

#include <algorithm>

namespace model {

void VirtualClock::begin(unsigned cpus) {
    cpus_ = {};
    count_ = cpus;
    now_ = 0;
    epoch_ = 0;
    last_store_epoch_ = 0;
}

void VirtualClock::wait(unsigned cpu, Nanoseconds poll, Nanoseconds deadline) {
    cpus_[cpu].state = State::waiting;
    cpus_[cpu].poll = poll;
    cpus_[cpu].deadline = deadline;
}

void VirtualClock::hold(unsigned cpu, Nanoseconds until) {
    cpus_[cpu].state = State::holding;
    cpus_[cpu].poll = never;
    cpus_[cpu].deadline = until;
}

bool VirtualClock::quiescent() const {
    return std::none_of(cpus_.begin(), cpus_.begin() + count_,
                        [](const CpuState& cpu) { return cpu.state == State::running; });
}

bool VirtualClock::all_finished() const {
    return std::all_of(cpus_.begin(), cpus_.begin() + count_,
                       [](const CpuState& cpu) { return cpu.state == State::finished; });
}

/// A check counts only if it began behind a jump that came after the last store: a check of the same epoch
/// may have read older values.
bool VirtualClock::all_checked() const {
    return std::all_of(cpus_.begin(), cpus_.begin() + count_, [this](const CpuState& cpu) {
        return !is_timed(cpu) || cpu.check_epoch > last_store_epoch_;
    });
}

std::optional<Nanoseconds> VirtualClock::next_jump() const {
    const bool skip_polls = all_checked();
    Nanoseconds earliest = never;
    for (unsigned number = 0; number < count_; ++number) {
        const CpuState& cpu = cpus_[number];
        if (cpu.state == State::holding) earliest = std::min(earliest, cpu.deadline);
        if (is_timed(cpu)) {
            earliest = std::min(earliest, skip_polls && cpu.deadline != never ? cpu.deadline : cpu.poll);
        }
    }
    if (earliest == never) return std::nullopt;
    return earliest;
}

void VirtualClock::jump(Nanoseconds to) {
    now_ = std::max(now_, to);
    ++epoch_;
}

bool VirtualClock::is_due(unsigned cpu) const {
    const CpuState& state = cpus_[cpu];
    if (state.state == State::waiting) return state.poll <= now_;
    return state.state == State::holding && state.deadline <= now_;
}

}  // namespace model
