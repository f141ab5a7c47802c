// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/livelock.hpp"

#include "model/native/machine/retries.hpp"

namespace model::native {
namespace {

bool is_retrying_in_vain(const ProgramRunner& runner, unsigned cpu) {
    return retries_in_vain(runner.at(cpu), runner.configuration());
}

/// Has a paused CPU read the latest stores in its last round? Stores of CPUs that make failed calls
/// themselves are no news, nor are the CPU's own stores of that round.
bool has_seen_all(const ProgramRunner& runner, unsigned cpu) {
    const Graph& graph = runner.graph_view();
    const Retry* const last = runner.at(cpu).retry;
    const Retry* begin = last->previous;
    while (begin != nullptr && begin->source != last->source) begin = begin->previous;
    const auto is_news = [&](const GraphEvent& write) {
        return write.cpu == cpu ? write.index >= last->events : !is_retrying_in_vain(runner, write.cpu);
    };
    const std::vector<GraphEvent*>& events = graph.events(cpu);
    for (std::size_t index = begin == nullptr ? 0 : begin->events; index < last->events; ++index) {
        if (!events[index]->is_read()) continue;
        const std::vector<GraphEvent*>& coherence = graph.location(events[index]->location).coherence;
        for (std::size_t later = position_of(events[index]->reads_from); later < coherence.size(); ++later) {
            if (is_news(*coherence[later])) return false;
        }
    }
    return true;
}

}  // namespace

std::bitset<max_cpus> paused_cpus(const ProgramRunner& runner) {
    std::bitset<max_cpus> paused;
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        paused[cpu] = runner.at(cpu).next.kind == NextStep::Kind::pause;
    }
    return paused;
}

std::bitset<max_cpus> has_news(const ProgramRunner& runner, std::bitset<max_cpus> paused) {
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        if (paused[cpu] && has_seen_all(runner, cpu)) paused.reset(cpu);
    }
    return paused;
}

bool only_retries(const ProgramRunner& runner) {
    for (unsigned cpu = 0; cpu < runner.cpu_count(); ++cpu) {
        if (is_retrying_in_vain(runner, cpu)) continue;
        const NextStep& next = runner.at(cpu).next;
        if (next.kind == NextStep::Kind::hold) return false;
        if (next.kind == NextStep::Kind::await && next.poll != never) return false;
    }
    return true;
}

}  // namespace model::native
