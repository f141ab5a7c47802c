// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock/judge/order.hpp"

#include <algorithm>

namespace rqspinlock::judge {

Range Range::intersect(const Range& other) const {
    return {cpu, std::max(from, other.from), std::min(to, other.to)};
}

CausalOrder::CausalOrder(const Execution& execution)
    : cpus_(static_cast<std::uint32_t>(execution.cpus.size())), first_(cpus_), jumps_(cpus_) {
    std::uint32_t steps = 0;
    std::uint32_t epochs = 1;
    for (std::uint32_t cpu = 0; cpu < cpus_; ++cpu) {
        first_[cpu] = steps;
        steps += static_cast<std::uint32_t>(execution.cpus[cpu].size());
        if (!execution.cpus[cpu].empty()) epochs = std::max(epochs, execution.cpus[cpu].back().epoch + 1);
    }
    for (std::uint32_t cpu = 0; cpu < cpus_; ++cpu) {
        jumps_[cpu].assign(epochs, static_cast<std::uint32_t>(execution.cpus[cpu].size()));
        for (std::uint32_t index = static_cast<std::uint32_t>(execution.cpus[cpu].size()); index-- > 0;) {
            for (std::uint32_t epoch = 0; epoch <= execution.cpus[cpu][index].epoch; ++epoch) {
                jumps_[cpu][epoch] = std::min(jumps_[cpu][epoch], index);
            }
            if (execution.cpus[cpu][index].epoch == 0) break;
        }
        jumps_[cpu][0] = 0;
    }

    clocks_.assign(static_cast<std::size_t>(steps) * cpus_, 0);
    for (std::uint32_t cpu = 0; cpu < cpus_; ++cpu) {
        for (std::uint32_t index = 0; index < execution.cpus[cpu].size(); ++index) {
            std::uint32_t* own = clock(cpu, index);
            const std::uint32_t epoch = execution.cpus[cpu][index].epoch;
            for (std::uint32_t other = 0; other < cpus_; ++other) own[other] = jumps_[other][epoch];
            own[cpu] = index + 1;
        }
    }
    // Coherence across locations may close cycles with the other orders, so there may be no order of the
    // steps to follow: repeat until nothing changes. Clocks only grow and are bounded.
    const std::vector<StepRef> before = overwritten_by(execution);
    while (!propagate(execution, before)) {
    }
}

bool CausalOrder::join(std::uint32_t* into, const std::uint32_t* from) const {
    bool changed = false;
    for (std::uint32_t cpu = 0; cpu < cpus_; ++cpu) {
        if (from[cpu] > into[cpu]) {
            into[cpu] = from[cpu];
            changed = true;
        }
    }
    return changed;
}

/// Returns, per step, the write before it in coherence.
std::vector<StepRef> CausalOrder::overwritten_by(const Execution& execution) const {
    struct Write {
        std::uint32_t location;
        std::uint32_t coherence;
        StepRef step;
    };
    std::vector<Write> writes;
    for (std::uint32_t cpu = 0; cpu < cpus_; ++cpu) {
        for (std::uint32_t index = 0; index < execution.cpus[cpu].size(); ++index) {
            const Step& step = execution.cpus[cpu][index];
            if (step.kind != StepKind::access || step.coherence == 0) continue;
            writes.push_back({step.location, step.coherence, {cpu, index}});
        }
    }
    std::sort(writes.begin(), writes.end(), [](const Write& a, const Write& b) {
        return a.location != b.location ? a.location < b.location : a.coherence < b.coherence;
    });
    std::vector<StepRef> before(clocks_.size() / cpus_);
    for (std::size_t i = 1; i < writes.size(); ++i) {
        const Write& write = writes[i];
        if (writes[i - 1].location == write.location && writes[i - 1].coherence + 1 == write.coherence) {
            before[first_[write.step.cpu] + write.step.index] = writes[i - 1].step;
        }
    }
    return before;
}

/// Goes through the steps, as far as possible in an order in which a step's predecessors come first.
/// @return are the clocks final? They are if that order was always possible, or if nothing has changed.
bool CausalOrder::propagate(const Execution& execution, const std::vector<StepRef>& before) {
    bool changed = false;
    bool was_in_order = true;
    std::vector<std::uint32_t> done(cpus_, 0);
    const auto is_done = [&](const StepRef& step) { return !step || step.index < done[step.cpu]; };
    const auto advance = [&](std::uint32_t cpu, bool in_order) {
        const std::vector<Step>& steps = execution.cpus[cpu];
        bool moved = false;
        for (std::uint32_t& index = done[cpu]; index < steps.size(); ++index) {
            const Step& step = steps[index];
            const StepRef overwritten = before[first_[cpu] + index];
            if (in_order && !(is_done(step.reads_from) && is_done(overwritten))) break;
            std::uint32_t* own = clock(cpu, index);
            if (index > 0) changed |= join(own, clock(cpu, index - 1));
            if (step.reads_from) changed |= join(own, clock(step.reads_from.cpu, step.reads_from.index));
            if (overwritten) changed |= join(own, clock(overwritten.cpu, overwritten.index));
            moved = true;
            in_order = true;
        }
        return moved;
    };
    while (true) {
        bool moved = false;
        for (std::uint32_t cpu = 0; cpu < cpus_; ++cpu) moved |= advance(cpu, true);
        for (std::uint32_t cpu = 0; cpu < cpus_ && !moved; ++cpu) {
            moved = advance(cpu, false);
            if (moved) was_in_order = false;
        }
        if (!moved) return was_in_order || !changed;
    }
}

std::uint32_t CausalOrder::required(std::uint32_t at, std::uint32_t progress, std::uint32_t cpu) const {
    if (at == cpu) return progress;
    return progress == 0 ? 0 : clock(at, progress - 1)[cpu];
}

bool CausalOrder::can_coincide(const Range& left, const Range& right) const {
    if (left.empty() || right.empty()) return false;
    if (left.cpu == right.cpu) return !left.intersect(right).empty();
    return required(left.cpu, left.from, right.cpu) < right.to &&
           required(right.cpu, right.from, left.cpu) < left.to;
}

std::uint32_t CausalOrder::progress_at_jump(std::uint32_t cpu, std::uint32_t epoch) const {
    return jumps_[cpu][epoch];
}

}  // namespace rqspinlock::judge
