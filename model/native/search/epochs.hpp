// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Decides what happens when no CPU can go on: the execution ends, or the clock jumps and another epoch
/// begins.

#include <optional>

#include "model/native/finished/ending.hpp"
#include "model/native/machine/program_runner.hpp"

namespace model::native {

class Epochs {
  public:
    explicit Epochs(ProgramRunner& runner) : runner_(runner), graph_(runner.graph()) {}

    /// The state of the clock.
    struct Clock {
        Nanoseconds now = 0;
        std::uint32_t epoch = 0;
        std::uint32_t frozen_stamp = 0;  ///< see Graph::frozen_stamp
    };
    const Clock& clock() const { return clock_; }
    void go_back_to(const Clock& clock);

    /// To be called when no CPU can go on. @return how the execution has ended; nullopt: the clock has
    /// jumped
    std::optional<Ending> end_or_jump();

    /// See SearchResult::broken_off.
    bool has_broken_off() const { return broken_off_; }

  private:
    bool waits_for_latest() const;
    bool all_finished() const;
    std::optional<Nanoseconds> next_jump() const;
    bool is_offered_jumps(unsigned cpu) const;
    void jump(Nanoseconds to);

    ProgramRunner& runner_;
    Graph& graph_;
    Clock clock_;
    bool broken_off_ = false;
};

}  // namespace model::native
