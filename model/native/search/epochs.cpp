// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/epochs.hpp"

#include <algorithm>
#include <bitset>

#include "model/native/search/blocking.hpp"
#include "model/native/search/livelock.hpp"
#include "model/virtual_clock.hpp"

namespace model::native {
namespace {

/// An execution with more clock jumps than this does not end by itself.
constexpr std::uint32_t jump_limit = 10'000;

}  // namespace

void Epochs::go_back_to(const Clock& clock) {
    clock_ = clock;
    graph_.freeze(clock.frozen_stamp);
}

std::optional<Ending> Epochs::end_or_jump() {
    if (!waits_for_latest()) return Ending::discarded;
    if (all_finished()) return Ending::complete;
    std::optional<Nanoseconds> next;
    const std::bitset<max_cpus> paused = paused_cpus(runner_);
    if (paused.any()) {
        // A later round could go another way.
        broken_off_ = true;
        if (has_news(runner_, paused).any()) {
            next = clock_.now;
        } else if (only_retries(runner_)) {
            return Ending::livelock;
        }
    }
    if (!next) next = next_jump();
    if (!next) return Ending::stuck;
    if (clock_.epoch == jump_limit) return Ending::endless;
    jump(*next);
    return std::nullopt;
}

/// Does each CPU that waits or spins see the latest stores? A CPU that does not would not wait: such a graph
/// exists only because a wait was blocked before all stores that it can read existed.
bool Epochs::waits_for_latest() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const std::vector<GraphEvent*>& events = graph_.events(cpu);
        std::size_t first = events.size();
        if (runner_.at(cpu).next.kind == NextStep::Kind::spin) first = runner_.at(cpu).spins_since;
        if (is_blocked(graph_, cpu)) first = events.size() - 1;
        for (std::size_t index = first; index < events.size(); ++index) {
            const GraphEvent& read = *events[index];
            if (read.is_read() && read.reads_from != graph_.location(read.location).latest()) return false;
        }
    }
    return true;
}

bool Epochs::all_finished() const {
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        if (runner_.at(cpu).next.kind != NextStep::Kind::finished) return false;
    }
    return true;
}

std::optional<Nanoseconds> Epochs::next_jump() const {
    std::array<Stop, max_cpus> stops{};
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const CpuState& state = runner_.at(cpu);
        Stop& stop = stops[cpu];
        stop.poll = state.next.poll;
        stop.deadline = state.next.deadline;
        stop.check_epoch = state.check_epoch;
        stop.is_new =
            state.next.location != state.checked_location || state.next.deadline != state.checked_deadline;
        switch (state.next.kind) {
            case NextStep::Kind::await:
            case NextStep::Kind::spin:
                stop.state = Stop::State::waiting;
                break;
            case NextStep::Kind::hold:
                stop.state = Stop::State::holding;
                break;
            default:
                stop.state = Stop::State::finished;
                break;
        }
    }
    std::uint32_t last_store_epoch = 0;
    const std::vector<GraphEvent*>& order = graph_.order();
    for (std::size_t place = order.size(); place-- > 0;) {
        if (!order[place]->is_write()) continue;
        last_store_epoch = order[place]->epoch;
        break;
    }
    return model::next_jump({stops.data(), graph_.cpus()}, last_store_epoch);
}

/// Does a CPU that waits, holds or has finished have something to decide after a jump?
bool Epochs::is_offered_jumps(unsigned cpu) const {
    const Configuration& configuration = runner_.configuration();
    const CpuState& state = runner_.at(cpu);
    return state.interrupts.any_possible(configuration, state.site) ||
           (configuration.may_be_slow(cpu) && state.next.kind == NextStep::Kind::await &&
            state.next.poll != never);
}

/// Ends an epoch: the graph so far cannot change any more, and all CPUs know its stores.
void Epochs::jump(Nanoseconds to) {
    clock_.now = std::max(clock_.now, to);
    ++clock_.epoch;
    if (graph_.size() != 0) {
        clock_.frozen_stamp = graph_.order().back()->stamp;
        graph_.freeze(clock_.frozen_stamp);
    }
    const std::bitset<max_cpus> goes_on = has_news(runner_, paused_cpus(runner_));
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const NextStep& next = runner_.at(cpu).next;
        const bool is_due = (next.kind == NextStep::Kind::await && next.poll <= clock_.now) ||
                            (next.kind == NextStep::Kind::hold && next.deadline <= clock_.now) ||
                            next.kind == NextStep::Kind::spin || goes_on[cpu];
        if (is_due) {
            runner_.resume(cpu, Reply::due, clock_.now, clock_.epoch);
        } else if (is_offered_jumps(cpu)) {
            runner_.resume(cpu, Reply::tick, clock_.now, clock_.epoch);
        }
    }
    // A program that runs again is not told of clock jumps, so each CPU needs a checkpoint after a jump.
    runner_.take_checkpoints();
}

}  // namespace model::native
