// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock/judge/waits_for.hpp"

#include <algorithm>

namespace rqspinlock::judge {

/// Must the holder of the obligation act before this wait can end?
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

/// Follows the wait to those it depends on, narrowing the chosen ranges, until it is back at `start`.
bool WaitsFor::closes_cycle(const Wait& wait, const Chosen& chosen, std::uint32_t start) const {
    for (std::uint32_t cpu = 0; cpu < history_.obligations.size(); ++cpu) {
        for (const Obligation& obligation : history_.obligations[cpu]) {
            if (!depends(wait, obligation)) continue;
            if (chosen[cpu]) {
                if (cpu != start) continue;
                const Range narrowed = chosen[cpu]->intersect(obligation.range);
                if (!narrowed.empty() && fits(chosen, narrowed)) return true;
                continue;
            }
            for (const Wait& next : history_.waits[cpu]) {
                const Range both = next.range.intersect(obligation.range);
                if (both.empty() || !fits(chosen, both)) continue;
                Chosen further = chosen;
                further[cpu] = both;
                if (closes_cycle(next, further, start)) return true;
            }
        }
    }
    return false;
}

bool WaitsFor::deadlocked(std::uint32_t attempt) const {
    const std::uint32_t cpu = history_.attempts[attempt].cpu;
    return std::any_of(history_.waits[cpu].begin(), history_.waits[cpu].end(), [&](const Wait& wait) {
        if (wait.attempt != attempt) return false;
        Chosen chosen(history_.waits.size());
        chosen[cpu] = wait.range;
        return closes_cycle(wait, chosen, cpu);
    });
}

const Wait* WaitsFor::wait_at(std::uint32_t cpu, std::uint32_t position) const {
    for (const Wait& wait : history_.waits[cpu]) {
        if (wait.range.contains(position)) return &wait;
    }
    return nullptr;
}

WaitsFor::AtJump WaitsFor::at_jump(std::uint32_t attempt, std::uint32_t epoch) const {
    const auto cpus = static_cast<std::uint32_t>(history_.waits.size());
    const auto position = [&](std::uint32_t cpu) { return order_.position_at_jump(cpu, epoch); };

    // successors[p]: the CPUs that p waits for at the jump.
    std::vector<std::vector<bool>> successors(cpus, std::vector<bool>(cpus, false));
    for (std::uint32_t cpu = 0; cpu < cpus; ++cpu) {
        const Wait* const wait = wait_at(cpu, position(cpu));
        if (wait == nullptr) continue;
        for (std::uint32_t other = 0; other < cpus; ++other) {
            for (const Obligation& obligation : history_.obligations[other]) {
                if (obligation.range.contains(position(other)) && depends(*wait, obligation)) {
                    successors[cpu][other] = true;
                }
            }
        }
    }

    std::vector<bool> reached(cpus, false);
    std::vector<std::uint32_t> todo{history_.attempts[attempt].cpu};
    reached[todo.front()] = true;
    while (!todo.empty()) {
        const std::uint32_t cpu = todo.back();
        todo.pop_back();
        for (std::uint32_t other = 0; other < cpus; ++other) {
            if (!successors[cpu][other] || reached[other]) continue;
            reached[other] = true;
            todo.push_back(other);
        }
    }

    AtJump result;
    const auto shorten = [&](Deadlock deadlock) {
        if (result.deadlock == Deadlock::none || deadlock < result.deadlock) result.deadlock = deadlock;
    };
    std::vector<std::vector<bool>> connected = successors;
    for (std::uint32_t via = 0; via < cpus; ++via) {
        for (std::uint32_t from = 0; from < cpus; ++from) {
            for (std::uint32_t to = 0; to < cpus; ++to) {
                if (connected[from][via] && connected[via][to]) connected[from][to] = true;
            }
        }
    }
    for (std::uint32_t cpu = 0; cpu < cpus; ++cpu) {
        if (!reached[cpu]) continue;
        if (successors[cpu][cpu]) shorten(Deadlock::self);
        for (std::uint32_t other = 0; other < cpus; ++other) {
            if (other != cpu && successors[cpu][other] && successors[other][cpu]) shorten(Deadlock::cross);
        }
        if (connected[cpu][cpu]) shorten(Deadlock::longer);
        for (const Range& hold : history_.holds[cpu]) {
            if (hold.contains(position(cpu))) result.holding = true;
        }
    }
    return result;
}

}  // namespace rqspinlock::judge
