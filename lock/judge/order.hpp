// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which steps must come before which, by program order, reads-from, coherence and clock jumps.

#include <cstdint>
#include <vector>

#include "lock/judge/execution.hpp"

namespace rqspinlock::judge {

/// A range of the progress of one CPU: [from, to). Progress is the number of the CPU's steps so far.
struct Range {
    std::uint32_t cpu = 0;
    std::uint32_t from = 0;
    std::uint32_t to = 0;

    bool empty() const { return from >= to; }
    bool contains(std::uint32_t progress) const { return from <= progress && progress < to; }
    Range intersect(const Range& other) const;
};

/// The order of an execution, as one vector clock per step.
class CausalOrder {
  public:
    explicit CausalOrder(const Execution& execution);

    /// How many steps of `cpu` must have happened before `at` can have made this progress?
    std::uint32_t required(std::uint32_t at, std::uint32_t progress, std::uint32_t cpu) const;

    /// Is there a consistent cut that has both CPUs inside their ranges? More than two ranges have such a cut
    /// if each pair has one.
    bool can_coincide(const Range& left, const Range& right) const;

    /// The progress of a CPU at the clock jump into `epoch`: all its steps of earlier epochs are done.
    /// @pre some step of the execution is of that epoch
    std::uint32_t progress_at_jump(std::uint32_t cpu, std::uint32_t epoch) const;

  private:
    std::uint32_t* clock(std::uint32_t cpu, std::uint32_t index) {
        return &clocks_[(first_[cpu] + index) * cpus_];
    }
    const std::uint32_t* clock(std::uint32_t cpu, std::uint32_t index) const {
        return &clocks_[(first_[cpu] + index) * cpus_];
    }
    bool join(std::uint32_t* into, const std::uint32_t* from) const;
    std::vector<StepRef> overwritten_by(const Execution& execution) const;
    bool propagate(const Execution& execution, const std::vector<StepRef>& before);

    std::uint32_t cpus_;
    std::vector<std::uint32_t> first_;  // per CPU: the number of its first step among all steps
    std::vector<std::uint32_t>
        clocks_;  // per step, per CPU: how many of that CPU's steps come before, the step itself included
    std::vector<std::vector<std::uint32_t>> jumps_;  // per CPU, per epoch: progress at the jump into it
};

}  // namespace rqspinlock::judge
