// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Executions written by hand, CPU by CPU. The order in which a test writes the CPUs is not the order in
/// which things happened. Only the stated reads-from, coherence and jumps give an order.

#include <algorithm>
#include <map>

#include "lock/judge/judge.hpp"
#include "lock/lock_word.hpp"

namespace rqspinlock::judge {

inline constexpr std::uint32_t A = 0;
inline constexpr std::uint32_t B = 1;
inline constexpr std::uint32_t C = 2;

/// A location that is not a lock word.
inline constexpr std::uint32_t data_location = 100;

class HandMade {
  public:
    HandMade(std::uint32_t cpus, std::uint32_t locks) {
        execution_.cpus.resize(cpus);
        execution_.ends.assign(cpus, CpuEnd::finished);
        execution_.words.assign(locks, 0);
        execution_.held_counts.assign(cpus, 0);
        execution_.node_counts.assign(cpus, 0);
        epochs_.assign(cpus, 0);
    }

    class Cpu {
      public:
        Cpu(HandMade& whole, std::uint32_t cpu) : whole_(whole), cpu_(cpu) {}

        Cpu& phase(Phase phase, std::uint32_t lock, PhaseDetail detail = {}) {
            Step step;
            step.kind = StepKind::phase;
            step.phase = phase;
            step.lock = lock;
            step.detail = detail;
            return add(step);
        }
        /// An update of a lock's word, at its position in coherence.
        Cpu& word(std::uint32_t lock, std::uint32_t coherence, std::uint32_t before, std::uint32_t after) {
            Step step;
            step.location = lock;
            step.lock = lock;
            step.coherence = coherence;
            step.before = before;
            step.after = after;
            return add(step);
        }
        Cpu& write(std::uint32_t location, std::uint32_t coherence) {
            Step step;
            step.location = location;
            step.coherence = coherence;
            return add(step);
        }
        Cpu& read(std::uint32_t location, StepRef from = {}) {
            Step step;
            step.location = location;
            step.reads_from = from;
            return add(step);
        }
        Cpu& enter(Nested nested = Nested::nmi) {
            Step step;
            step.kind = StepKind::enter;
            step.nested = nested;
            return add(step);
        }
        Cpu& leave() { return add_kind(StepKind::leave); }
        Cpu& hold_begin() { return add_kind(StepKind::hold_begin); }
        Cpu& hold_end() { return add_kind(StepKind::hold_end); }
        /// The clock has jumped to this time: the CPU's next steps belong to a later epoch.
        Cpu& jump(std::uint32_t epoch, Nanoseconds time) {
            whole_.epochs_[cpu_] = epoch;
            whole_.times_[epoch] = time;
            return *this;
        }
        /// The CPU's own time has passed to this value, but the clock has not jumped.
        Cpu& be_slow(Nanoseconds time) {
            whole_.own_times_[cpu_] = time;
            return *this;
        }
        /// The last step of this CPU.
        StepRef last() const {
            return {cpu_, static_cast<std::uint32_t>(whole_.execution_.cpus[cpu_].size() - 1)};
        }

        // The steps of the lock, one word each.
        Cpu& take(std::uint32_t lock, std::uint32_t coherence) {
            phase(Phase::attempt, lock);
            word(lock, coherence, 0, locked_value);
            phase(Phase::owner, lock);
            return phase(Phase::acquired, lock);
        }
        Cpu& give(std::uint32_t lock, std::uint32_t coherence) {
            word(lock, coherence, locked_value, 0);
            return phase(Phase::released, lock);
        }
        /// Sets pending and waits.
        Cpu& pend(std::uint32_t lock, std::uint32_t coherence) {
            phase(Phase::attempt, lock);
            word(lock, coherence, locked_value, locked_value | pending_value);
            return phase(Phase::pending, lock);
        }
        Cpu& fail(std::uint32_t lock, Check check) {
            read(data_location);
            phase(Phase::failing, lock, check);
            return phase(Phase::left, lock, check);
        }

      private:
        Cpu& add_kind(StepKind kind) {
            Step step;
            step.kind = kind;
            return add(step);
        }
        Cpu& add(Step step) {
            step.epoch = whole_.epochs_[cpu_];
            step.ahead = whole_.own_times_[cpu_] > whole_.times_[step.epoch];
            step.time = std::max(whole_.own_times_[cpu_], whole_.times_[step.epoch]);
            whole_.execution_.cpus[cpu_].push_back(step);
            return *this;
        }
        HandMade& whole_;
        std::uint32_t cpu_;
    };

    Cpu cpu(std::uint32_t number) { return {*this, number}; }
    Execution& execution() { return execution_; }
    JudgedExecution judged() const { return judge(execution_); }
    std::string text() const { return outcome(execution_, judged()); }

    /// The class of the attempt with this number.
    Class what(std::size_t attempt) const { return judged().attempts.at(attempt).what; }

  private:
    Execution execution_;
    std::vector<std::uint32_t> epochs_;
    std::map<std::uint32_t, Nanoseconds> times_;
    std::map<std::uint32_t, Nanoseconds> own_times_;  // per CPU
};

}  // namespace rqspinlock::judge
