// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Vector clocks: how much of each CPU's program order comes before something.

#include <algorithm>
#include <array>
#include <cstdint>

#include "model/execution.hpp"

namespace model::native {

/// A place in a CPU's program order, from 1. Signed, because every x86-64 has an instruction for the
/// larger ones of eight signed 16-bit numbers.
using Tick = std::int16_t;

class VectorClock {
  public:
    Tick operator[](unsigned cpu) const { return ticks_[cpu]; }
    /// Goes on to a step of a CPU, if it is not behind it. Of all CPUs' ticks at once: a store of one of them
    /// would make the next load of the clock wait for it.
    void advance(unsigned cpu, Tick tick) {
        const auto advancing = static_cast<Tick>(cpu);
        for (Tick other = 0; other < Tick{max_cpus}; ++other) {
            ticks_[other] = std::max(ticks_[other], other == advancing ? tick : Tick{0});
        }
    }

    /// Becomes the later of both, for each CPU.
    void join(const VectorClock& other) {
        for (unsigned cpu = 0; cpu < max_cpus; ++cpu) {
            ticks_[cpu] = std::max(ticks_[cpu], other.ticks_[cpu]);
        }
    }

    /// Has it nothing that the other one has not?
    bool is_within(const VectorClock& other) const {
        std::uint16_t more = 0;
        for (unsigned cpu = 0; cpu < max_cpus; ++cpu) {
            const Tick later = std::max(ticks_[cpu], other.ticks_[cpu]);
            more |= static_cast<std::uint16_t>(later ^ other.ticks_[cpu]);
        }
        return more == 0;
    }

    /// Does the step `tick` of `cpu` come before?
    bool covers(unsigned cpu, Tick tick) const { return tick <= ticks_[cpu]; }

  private:
    std::array<Tick, max_cpus> ticks_{};
};

}  // namespace model::native
