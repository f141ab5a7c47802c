// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock/judge/waits_for.hpp"

#include <algorithm>

#include "lock/judge/context_graph.hpp"

namespace rqspinlock::judge {

/// Must the context that has the obligation act before this wait can end?
bool WaitsFor::depends(const Wait& wait, const Obligation& obligation) const {
    if (obligation.attempt == wait.attempt) return false;
    if (obligation.lock != history_.attempts[wait.attempt].lock) return false;
    switch (obligation.kind) {
        case Obligation::Kind::owner:
            return true;
        case Obligation::Kind::pending:
            return wait.stand != Stand::pending;
        case Obligation::Kind::queued:
            if (wait.stand == Stand::pending) return false;
            return wait.stand == Stand::outside || obligation.place < wait.place;
    }
    return false;
}

bool WaitsFor::fits(const Chosen& chosen, const Range& range) const {
    return std::all_of(chosen.begin(), chosen.end(), [&](const std::optional<Range>& other) {
        return !other || other->cpu == range.cpu || order_.can_coincide(*other, range);
    });
}

/// Follows the wait to contexts it depends on, narrowing the chosen ranges, until it is back at `start`.
/// @param further_cpus how many more CPUs may be part of the cycle
bool WaitsFor::closes_cycle(const Wait& wait, const Chosen& chosen, const Wait& start,
                            std::size_t further_cpus) const {
    for (std::uint32_t cpu = 0; cpu < history_.obligations.size(); ++cpu) {
        for (const Obligation& obligation : history_.obligations[cpu]) {
            if (!depends(wait, obligation)) continue;
            const std::uint32_t depth = depth_of(cpu, obligation.context);
            if (chosen[cpu]) {
                // The context with the obligation must be below the waiting context, or be the waiting one.
                if (cpu != start.range.cpu || depth > depth_of(cpu, start.context)) continue;
                const Range narrowed = chosen[cpu]->intersect(obligation.range);
                if (!narrowed.empty() && fits(chosen, narrowed)) return true;
                continue;
            }
            if (further_cpus == 0) continue;
            for (const Wait& next : history_.waits[cpu]) {
                if (depth_of(cpu, next.context) < depth) continue;
                const Range both = next.range.intersect(obligation.range);
                if (both.empty() || !fits(chosen, both)) continue;
                Chosen further = chosen;
                further[cpu] = both;
                if (closes_cycle(next, further, start, further_cpus - 1)) return true;
            }
        }
    }
    return false;
}

bool WaitsFor::is_in_cycle(std::uint32_t attempt, std::size_t cpus) const {
    const std::uint32_t cpu = history_.attempts[attempt].cpu;
    return std::any_of(history_.waits[cpu].begin(), history_.waits[cpu].end(), [&](const Wait& wait) {
        if (wait.attempt != attempt) return false;
        Chosen chosen(history_.waits.size());
        chosen[cpu] = wait.range;
        return closes_cycle(wait, chosen, wait, cpus - 1);
    });
}

bool WaitsFor::is_deadlocked(std::uint32_t attempt) const {
    return is_in_cycle(attempt, history_.waits.size());
}

Deadlock WaitsFor::shortest_cycle(std::uint32_t attempt) const {
    if (is_in_cycle(attempt, 1)) return Deadlock::self;
    if (is_in_cycle(attempt, 2)) return Deadlock::cross;
    return is_deadlocked(attempt) ? Deadlock::longer : Deadlock::none;
}

/// The attempt's wait when it was decided; nullptr: no step of the attempt was a wait.
const Wait* WaitsFor::own_wait(std::uint32_t attempt) const {
    const std::vector<Wait>& waits = history_.waits[history_.attempts[attempt].cpu];
    const auto found =
        std::find_if(waits.rbegin(), waits.rend(), [&](const Wait& wait) { return wait.attempt == attempt; });
    return found == waits.rend() ? nullptr : &*found;
}

WaitsFor::AtJump WaitsFor::at_jump(std::uint32_t attempt, std::uint32_t epoch) const {
    std::vector<std::uint32_t> progress;
    for (std::uint32_t cpu = 0; cpu < history_.contexts.size(); ++cpu) {
        progress.push_back(order_.progress_at_jump(cpu, epoch));
    }
    const Wait* const start = own_wait(attempt);
    if (start == nullptr) return {};
    ContextGraph graph(history_, progress);
    for (std::uint32_t cpu = 0; cpu < progress.size(); ++cpu) {
        for (const Wait& wait : history_.waits[cpu]) {
            const bool is_own = cpu == start->range.cpu && wait.context == start->context;
            if (is_own ? &wait != start : !wait.range.contains(progress[cpu])) continue;
            for (const std::vector<Obligation>& obligations : history_.obligations) {
                for (const Obligation& obligation : obligations) {
                    if (depends(wait, obligation)) graph.add_wait(cpu, wait.context, obligation);
                }
            }
        }
    }
    graph.look_from(start->range.cpu, start->context);
    return {graph.shortest_cycle(), graph.is_holding()};
}

}  // namespace rqspinlock::judge
