// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/finished/ordered_skeleton.hpp"

#include <algorithm>
#include <limits>

#include "model/mix.hpp"

namespace model::native {
namespace {

/// The write that a read reads; nullptr: no read, or the initial value.
const GraphEvent* read_by(const GraphEvent& event) {
    return event.is_read() ? event.reads_from : nullptr;
}

/// The write that precedes this write in coherence; nullptr: none, or the event is no write.
const GraphEvent* overwritten_by(const Graph& graph, const GraphEvent& event) {
    return event.is_write() ? graph.location(event.location).at(event.coherence - 1) : nullptr;
}

/// The last step of a CPU before the clock jump into an epoch. Blocked reads are no steps.
Tick last_before(const std::vector<GraphEvent*>& events, std::uint32_t epoch) {
    const auto last = std::find_if(events.rbegin(), events.rend(), [&](const GraphEvent* event) {
        return event->epoch < epoch && !event->blocked;
    });
    return last == events.rend() ? Tick{0} : (*last)->tick;
}

/// Does the event have its clock, computed with the present coherence? A graph differs little from the graph
/// before it, and most of its events keep their clocks.
bool has_clock(const Graph& graph, const GraphEvent* event) {
    return event == nullptr || event->ordered_version == graph.coherence_version();
}

/// Computes the steps that come before the event, from the clocks of its direct predecessors.
void make_clock(const Graph& graph, const GraphEvent& event) {
    const GraphEvent* const previous = event.index == 0 ? nullptr : graph.events(event.cpu)[event.index - 1];
    VectorClock clock;
    const auto join = [&](const GraphEvent* before) {
        if (before != nullptr) clock.join(before->ordered);
    };
    join(previous);
    if (event.epoch != (previous == nullptr ? 0 : previous->epoch)) {
        for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
            clock.advance(cpu, last_before(graph.events(cpu), event.epoch));
        }
    }
    if (!event.blocked) {
        join(read_by(event));
        join(overwritten_by(graph, event));
        clock.advance(event.cpu, event.tick);
    }
    event.ordered = clock;
    event.ordered_version = graph.coherence_version();
}

/// Computes all clocks, by program order, reads-from, coherence and clock jumps. @return false: these make a
/// cycle
bool make_clocks(const Graph& graph) {
    std::array<std::size_t, max_cpus> next{};
    std::size_t left = 0;
    for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
        const std::vector<GraphEvent*>& events = graph.events(cpu);
        next[cpu] = events.size();
        while (next[cpu] != 0 && !has_clock(graph, events[next[cpu] - 1])) --next[cpu];
        left += events.size() - next[cpu];
    }
    const auto can_come = [&](const GraphEvent& event) {
        return event.blocked ||
               (has_clock(graph, read_by(event)) && has_clock(graph, overwritten_by(graph, event)));
    };
    for (bool moved = true; moved && left != 0;) {
        moved = false;
        for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
            const std::vector<GraphEvent*>& events = graph.events(cpu);
            std::size_t& index = next[cpu];
            for (; index < events.size() && can_come(*events[index]); ++index, --left) {
                make_clock(graph, *events[index]);
                moved = true;
            }
        }
    }
    return left == 0;
}

/// There are fewer than 2^20 marks.
std::uint64_t number_of(const Mark* mark) {
    return mark == nullptr ? 0 : mark->number;
}

/// Absorbs, for the marks of `cpu`, how far `other` must have come: its last mark at or before the step that
/// must have happened, and its last mark before that step.
void absorb_marks(const ProgramRunner& runner, unsigned cpu, unsigned other, Hash& into) {
    const Mark* at = runner.at(other).mark;
    const Mark* before = at;
    Tick last = std::numeric_limits<Tick>::max();
    for (const Mark* mark = runner.at(cpu).mark; mark != nullptr; mark = mark->previous) {
        const Tick tick = mark->behind == nullptr ? Tick{0} : mark->behind->ordered[other];
        if (tick == last) continue;
        last = tick;
        while (at != nullptr && at->anchor.tick > tick) at = at->previous;
        while (before != nullptr && before->anchor.tick >= tick) before = before->previous;
        absorb(into, static_cast<std::uint64_t>(other) << 60U | number_of(mark) << 40U |
                         number_of(before) << 20U | number_of(at));
        if (tick == 0) break;  // nor must anything have happened before an earlier mark
    }
}

}  // namespace

std::optional<Hash> ordered_skeleton(const ProgramRunner& runner, Hash skeleton) {
    if (!make_clocks(runner.graph_view())) return std::nullopt;
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        absorb(skeleton, runner.at(cpu).marks);
        for (unsigned other = 0; other < runner.cpu_count(); ++other) {
            if (other != cpu) absorb_marks(runner, cpu, other, skeleton);
        }
    }
    return skeleton;
}

}  // namespace model::native
