// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/ordered_skeleton.hpp"

#include <algorithm>

#include "model/mix.hpp"

namespace model::native {
namespace {

/// The write that a read reads; nullptr: no read, or the initial value.
const Event* read_by(const Event& event) {
    return event.is_read() ? event.reads_from : nullptr;
}

/// The write before it in coherence.
const Event* overwritten_by(const Graph& graph, const Event& event) {
    return event.is_write() ? graph.location(event.location).at(event.coherence - 1) : nullptr;
}

/// The last step of a CPU before the jump into an epoch. Blocked reads are no steps.
Tick last_before(const std::vector<Event*>& events, std::uint32_t epoch) {
    const auto last = std::find_if(events.rbegin(), events.rend(), [&](const Event* event) {
        return event->epoch < epoch && !event->blocked;
    });
    return last == events.rend() ? Tick{0} : (*last)->tick;
}

}  // namespace

/// What comes before the event, from the clocks of those that come right before it.
VectorClock OrderedSkeleton::clock_of(const Graph& graph, const Event& event) const {
    const Event* const previous = event.index == 0 ? nullptr : graph.events(event.cpu)[event.index - 1];
    VectorClock clock;
    const auto join = [&](const Event* before) {
        if (before != nullptr) clock.join(clocks_[before->cpu][before->index]);
    };
    join(previous);
    if (event.blocked) return clock;
    if (event.epoch != (previous == nullptr ? 0 : previous->epoch)) {
        for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
            clock.set(cpu, std::max(clock[cpu], last_before(graph.events(cpu), event.epoch)));
        }
    }
    join(read_by(event));
    join(overwritten_by(graph, event));
    clock.set(event.cpu, event.tick);
    return clock;
}

/// By program order, reads-from, coherence and clock jumps. @return false: they make a cycle
bool OrderedSkeleton::make_clocks(const Graph& graph) {
    std::array<std::uint32_t, max_cpus> done{};
    const auto is_done = [&](const Event* event) {
        return event == nullptr || event->index < done[event->cpu];
    };
    const auto can_come = [&](const Event& event) {
        return is_done(read_by(event)) && is_done(overwritten_by(graph, event));
    };
    for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) clocks_[cpu].resize(graph.events(cpu).size());
    std::uint32_t left = graph.size();
    for (bool moved = true; moved && left != 0;) {
        moved = false;
        for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
            const std::vector<Event*>& events = graph.events(cpu);
            std::uint32_t& index = done[cpu];
            for (; index < events.size() && can_come(*events[index]); ++index, --left) {
                clocks_[cpu][index] = clock_of(graph, *events[index]);
                moved = true;
            }
        }
    }
    return left == 0;
}

void OrderedSkeleton::collect_marks(const Machine& machine) {
    for (unsigned cpu = 0; cpu < machine.cpu_count(); ++cpu) {
        marks_[cpu].clear();
        for (const Mark* mark = machine.at(cpu).mark; mark != nullptr; mark = mark->previous) {
            marks_[cpu].push_back(*mark);
        }
        std::reverse(marks_[cpu].begin(), marks_[cpu].end());
    }
}

/// At each mark: which marks of the other CPUs stand behind a step that must have happened, and which before
/// or at one.
void OrderedSkeleton::absorb_marks(const Graph& graph, unsigned cpu, Fingerprint& into) const {
    struct Passed {
        std::size_t before = 0;
        std::size_t at = 0;
    };
    std::array<Passed, max_cpus> passed{};
    const std::vector<Event*>& events = graph.events(cpu);
    std::size_t index = 0;
    VectorClock clock;
    for (const Mark& mark : marks_[cpu]) {
        for (; index < events.size() && events[index]->tick <= mark.anchor.tick; ++index) {
            clock = clocks_[cpu][index];
        }
        absorb(into, static_cast<std::uint64_t>(mark.from) << 33U |
                         static_cast<std::uint64_t>(mark.anchor.is_event) << 32U | mark.anchor.epoch);
        std::uint64_t all = 0;
        for (unsigned other = 0; other < graph.cpus(); ++other) {
            if (other == cpu) continue;
            const std::vector<Mark>& marks = marks_[other];
            Passed& by = passed[other];
            while (by.before < marks.size() && marks[by.before].anchor.tick < clock[other]) ++by.before;
            while (by.at < marks.size() && marks[by.at].anchor.tick <= clock[other]) ++by.at;
            all = mix(all, static_cast<std::uint64_t>(by.before) << 32U | by.at);
        }
        absorb(into, all);
    }
}

std::optional<Fingerprint> OrderedSkeleton::of(const Machine& machine, Fingerprint skeleton) {
    const Graph& graph = machine.graph_view();
    if (!make_clocks(graph)) return std::nullopt;
    collect_marks(machine);
    for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) absorb_marks(graph, cpu, skeleton);
    return skeleton;
}

}  // namespace model::native
