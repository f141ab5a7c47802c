// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Virtual time. The clock stands still while any CPU can take a step. When none can (quiescence) it jumps
/// forward to the earliest time at which a CPU has something to do.

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

#include "model/execution.hpp"

namespace model {

inline constexpr Nanoseconds never = std::numeric_limits<Nanoseconds>::max();

/// Why a CPU stands still, and until when.
struct Stop {
    enum class State : std::uint8_t { running, waiting, holding, finished };

    State state = State::running;
    Nanoseconds poll = never;
    Nanoseconds deadline = never;   ///< of a hold: its end
    std::uint32_t check_epoch = 0;  ///< the last epoch in which one of its waits returned at its poll time
    bool is_new = false;            ///< that was another wait: of another location or deadline

    bool is_timed() const { return state == State::waiting && poll != never; }
    /// Has the time come for which this CPU waits or holds?
    bool is_due(Nanoseconds now) const {
        if (state == State::waiting) return poll <= now;
        return state == State::holding && deadline <= now;
    }
};

/// The time to which the clock jumps at quiescence; nullopt if no CPU will ever have something to do. It is
/// the earliest poll time or end of a hold. Once every timed waiter has checked since the last store, a
/// further check would find nothing new: then it is the earliest deadline or end of a hold. A wait that
/// begins anew, or that has another deadline, may check something else: it has not checked yet.
std::optional<Nanoseconds> next_jump(std::span<const Stop> cpus, std::uint32_t last_store_epoch);

class VirtualClock {
  public:
    void begin(unsigned cpus);

    Nanoseconds now() const { return now_; }
    std::uint32_t epoch() const { return epoch_; }

    // These set a CPU's state.
    void run(unsigned cpu) { cpus_[cpu].state = Stop::State::running; }
    /// @param is_new see Stop
    void wait(unsigned cpu, Nanoseconds poll, Nanoseconds deadline, bool is_new = false);
    void hold(unsigned cpu, Nanoseconds until);
    void finish(unsigned cpu) { cpus_[cpu].state = Stop::State::finished; }

    bool is_running(unsigned cpu) const { return cpus_[cpu].state == Stop::State::running; }
    bool is_waiting(unsigned cpu) const { return cpus_[cpu].state == Stop::State::waiting; }

    /// Does the CPU wait or hold until some time?
    bool has_time_before_it(unsigned cpu) const {
        const Stop& stop = cpus_[cpu];
        return stop.is_timed() || (stop.state == Stop::State::holding && stop.deadline != never);
    }

    /// To be called for a store that other CPUs can see: earlier deadlock checks do not know of it.
    void stored() { last_store_epoch_ = epoch_; }

    /// Can no CPU take a step?
    bool quiescent() const;
    bool all_finished() const;

    /// The time to which the clock jumps at quiescence.
    std::optional<Nanoseconds> next_jump() const {
        return model::next_jump({cpus_.data(), count_}, last_store_epoch_);
    }

    /// Jumps, but never backwards.
    void jump(Nanoseconds to);

    /// Has the time come for which this CPU waits or holds?
    bool is_due(unsigned cpu) const { return cpus_[cpu].is_due(now_); }

    /// The CPU's timed wait returns at its poll time, and its program checks.
    void checks(unsigned cpu) { cpus_[cpu].check_epoch = epoch_; }

  private:
    std::array<Stop, max_cpus> cpus_{};
    unsigned count_ = 0;
    Nanoseconds now_ = 0;
    std::uint32_t epoch_ = 0;
    std::uint32_t last_store_epoch_ = 0;
};

}  // namespace model
