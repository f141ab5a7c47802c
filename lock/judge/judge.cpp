// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock/judge/judge.hpp"

#include <algorithm>
#include <optional>

#include "lock/judge/waits_for.hpp"
#include "lock/lock_word.hpp"

namespace rqspinlock::judge {
namespace {

/// The order of an execution, computed when it is first asked for: most executions are judged without it.
class LazyOrder {
  public:
    explicit LazyOrder(const Execution& execution) : execution_(execution) {}

    const CausalOrder& get() {
        if (!order_) order_.emplace(execution_);
        return *order_;
    }
    bool was_asked() const { return order_.has_value(); }

  private:
    const Execution& execution_;
    std::optional<CausalOrder> order_;
};

/// Why was a deadline reached? Either no CPU could move, or the CPU was slow, or the CPU that told it the
/// time. A cycle does not end by itself, so it takes precedence over a critical section, which does.
Class classify_timeout(const Attempt& attempt, std::uint32_t number, const Execution& execution,
                       const WaitsFor& waits_for) {
    const Step& decision = execution.cpus[attempt.cpu][attempt.decision];
    const WaitsFor::AtJump found = decision.ahead ? WaitsFor::AtJump{waits_for.shortest_cycle(number), true}
                                                  : waits_for.at_jump(number, decision.epoch);
    switch (found.deadlock) {
        case Deadlock::self:
        case Deadlock::cross:
            return Class::timeout_missed;
        case Deadlock::longer:
            return Class::timeout_needed;
        case Deadlock::none:
            break;
    }
    return found.could_move ? Class::timeout_early : Class::timeout_needed;
}

Class classify(const Attempt& attempt, std::uint32_t number, const Execution& execution,
               const History& history, LazyOrder& order) {
    const auto waits_for = [&] { return WaitsFor(history, order.get()); };
    switch (attempt.check) {
        case Check::none:
            return Class::acquired;
        case Check::aa:
        case Check::abba:
            return waits_for().is_deadlocked(number) ? Class::deadlock_true : Class::deadlock_false;
        case Check::trylock:
            return Class::busy;
        case Check::sent_away:
            return Class::sent_away;
        case Check::timeout:
            return classify_timeout(attempt, number, execution, waits_for());
    }
    return Class::acquired;
}

/// Did one own the lock after the other, in the coherence of its word? Then they are ordered already.
bool one_after_the_other(const Obligation& a, const Obligation& b) {
    if (a.acquired_at == 0 || b.acquired_at == 0) return false;
    return (a.released_at != 0 && a.released_at < b.acquired_at) ||
           (b.released_at != 0 && b.released_at < a.acquired_at);
}

/// Can the lock have two owners at once, in some cut?
bool owners_overlap(const History& history, LazyOrder& order) {
    for (std::size_t left = 0; left < history.obligations.size(); ++left) {
        for (std::size_t right = left + 1; right < history.obligations.size(); ++right) {
            for (const Obligation& a : history.obligations[left]) {
                for (const Obligation& b : history.obligations[right]) {
                    if (a.kind == Obligation::Kind::owner && b.kind == Obligation::Kind::owner &&
                        a.lock == b.lock && !one_after_the_other(a, b) &&
                        order.get().can_coincide(a.range, b.range)) {
                        return true;
                    }
                }
            }
        }
    }
    return false;
}

bool is_nonzero(std::uint32_t value) {
    return value != 0;
}

/// Does the lock leave anything behind although all CPUs are done? A lock that a program has not released is
/// no leak. Nor are the entry and the word of such a lock.
bool leaks(const Execution& execution, const History& history) {
    if (std::any_of(execution.ends.begin(), execution.ends.end(),
                    [](CpuEnd end) { return end != CpuEnd::finished; })) {
        return false;
    }
    std::vector<bool> owned(execution.words.size(), false);
    std::vector<std::uint32_t> held(execution.cpus.size(), 0);
    for (std::uint32_t cpu = 0; cpu < execution.cpus.size(); ++cpu) {
        for (const Obligation& obligation : history.obligations[cpu]) {
            if (obligation.kind != Obligation::Kind::owner ||
                obligation.range.to <= execution.cpus[cpu].size()) {
                continue;
            }
            owned[obligation.lock] = true;
            ++held[cpu];
        }
    }
    if (execution.held_counts != held) return true;
    if (std::any_of(execution.node_counts.begin(), execution.node_counts.end(), is_nonzero)) return true;
    for (std::size_t lock = 0; lock < owned.size(); ++lock) {
        if (execution.words[lock] != (owned[lock] ? locked_value : 0)) return true;
    }
    return false;
}

/// Is the context on top of a CPU in an attempt? If not, its wait is the scenario's own.
bool ends_in_lock(const History& history, std::uint32_t cpu) {
    const std::vector<Context>& contexts = history.contexts[cpu];
    const auto top = std::find_if(contexts.rbegin(), contexts.rend(), [&](const Context& context) {
        return context.range.to == contexts.front().range.to;
    });
    const auto number = static_cast<std::uint32_t>(contexts.rend() - top) - 1;
    return std::any_of(history.attempts.begin(), history.attempts.end(), [&](const Attempt& attempt) {
        return attempt.cpu == cpu && attempt.context == number && !attempt.returned;
    });
}

/// Which CPUs wait for ever in a wait of the scenario's own?
std::vector<bool> in_own_wait(const Execution& execution, const History& history) {
    std::vector<bool> result;
    for (std::uint32_t cpu = 0; cpu < execution.ends.size(); ++cpu) {
        result.push_back(execution.ends[cpu] == CpuEnd::blocked && !ends_in_lock(history, cpu));
    }
    return result;
}

/// Adds a failure if a CPU waits for ever: `stuck` if one waits in the lock, else `scenario_stuck`.
void add_stuck(const Execution& execution, const std::vector<bool>& in_own_wait, Failures& failures) {
    bool in_lock = false;
    bool in_scenario = false;
    for (std::uint32_t cpu = 0; cpu < execution.ends.size(); ++cpu) {
        if (execution.ends[cpu] != CpuEnd::blocked) continue;
        (in_own_wait[cpu] ? in_scenario : in_lock) = true;
    }
    if (in_lock) {
        failures.insert(FailureKind::stuck);
    } else if (in_scenario) {
        failures.insert(FailureKind::scenario_stuck);
    }
}

Failures failures_of(const Execution& execution, const History& history, LazyOrder& order) {
    Failures failures = execution.seen_by_engine;
    if (history.lost_exclusion || owners_overlap(history, order)) failures.insert(FailureKind::exclusion);
    if (history.error_while_held) failures.insert(FailureKind::error_while_held);
    if (history.node_reused) failures.insert(FailureKind::node_reuse);
    if (history.misused) failures.insert(FailureKind::misuse);
    if (history.inconsistent || history.failed_check) failures.insert(FailureKind::assertion);
    if (leaks(execution, history)) failures.insert(FailureKind::leak);
    return failures;
}

}  // namespace

std::array<std::uint32_t, class_count> JudgedExecution::count_classes() const {
    std::array<std::uint32_t, class_count> counts{};
    for (const JudgedAttempt& judged : attempts) {
        if (!judged.stuck) ++counts[static_cast<unsigned>(judged.what)];
    }
    return counts;
}

JudgedExecution judge(const Execution& execution) {
    const History history = replay(execution);
    LazyOrder order(execution);

    JudgedExecution judged;
    judged.failures = failures_of(execution, history, order);
    judged.in_own_wait = in_own_wait(execution, history);
    add_stuck(execution, judged.in_own_wait, judged.failures);
    for (std::uint32_t number = 0; number < history.attempts.size(); ++number) {
        const Attempt& attempt = history.attempts[number];
        JudgedAttempt judged_attempt{attempt, !attempt.returned, Class::acquired};
        if (attempt.returned) {
            judged_attempt.what = classify(attempt, number, execution, history, order);
            judged.worst_wait = std::max(judged.worst_wait, attempt.wait);
        }
        judged.attempts.push_back(judged_attempt);
    }
    if (order.was_asked()) judged.basis = Basis::order;
    if (history.lost_exclusion || history.error_while_held) judged.basis = Basis::all;
    return judged;
}

}  // namespace rqspinlock::judge
