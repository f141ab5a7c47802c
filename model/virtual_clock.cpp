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

void VirtualClock::wait(unsigned cpu, Nanoseconds poll, Nanoseconds deadline, bool is_new) {
    cpus_[cpu].state = Stop::State::waiting;
    cpus_[cpu].poll = poll;
    cpus_[cpu].deadline = deadline;
    cpus_[cpu].is_new = is_new;
}

void VirtualClock::hold(unsigned cpu, Nanoseconds until) {
    cpus_[cpu].state = Stop::State::holding;
    cpus_[cpu].poll = never;
    cpus_[cpu].deadline = until;
}

bool VirtualClock::quiescent() const {
    return std::none_of(cpus_.begin(), cpus_.begin() + count_,
                        [](const Stop& cpu) { return cpu.state == Stop::State::running; });
}

bool VirtualClock::all_finished() const {
    return std::all_of(cpus_.begin(), cpus_.begin() + count_,
                       [](const Stop& cpu) { return cpu.state == Stop::State::finished; });
}

/// A check counts only if it began after a jump that came after the last store: a check of the same epoch
/// may have read older values.
std::optional<Nanoseconds> next_jump(std::span<const Stop> cpus, std::uint32_t last_store_epoch) {
    const bool skip_polls = std::all_of(cpus.begin(), cpus.end(), [=](const Stop& cpu) {
        return !cpu.is_timed() || (cpu.check_epoch > last_store_epoch && !cpu.is_new);
    });
    Nanoseconds earliest = never;
    for (const Stop& cpu : cpus) {
        if (cpu.state == Stop::State::holding) earliest = std::min(earliest, cpu.deadline);
        if (cpu.is_timed()) {
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

}  // namespace model
