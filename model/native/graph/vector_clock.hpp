// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Vector clocks: how far each CPU's program order comes before an event.

#include <algorithm>
#include <array>
#include <cstdint>

#include "model/execution.hpp"

namespace model::native {

/// A place in a CPU's program order, from 1. It is signed because every x86-64 has an instruction for the
/// maximum of eight pairs of signed 16-bit numbers.
using Tick = std::int16_t;

class VectorClock {
  public:
    Tick operator[](unsigned cpu) const { return ticks_[cpu]; }
    /// Sets the tick of a CPU to `tick` if it is smaller. The code writes all CPUs' ticks at once: a store
    /// of a single tick would make the next load of the whole clock wait for the store.
    void advance(unsigned cpu, Tick tick) {
        const auto advancing = static_cast<Tick>(cpu);
        for (Tick other = 0; other < Tick{max_cpus}; ++other) {
            ticks_[other] = std::max(ticks_[other], other == advancing ? tick : Tick{0});
        }
    }

    /// Takes, for each CPU, the later tick of both clocks.
    void join(const VectorClock& other) {
        for (unsigned cpu = 0; cpu < max_cpus; ++cpu) {
            ticks_[cpu] = std::max(ticks_[cpu], other.ticks_[cpu]);
        }
    }

    /// Is each tick of this clock at most the other clock's tick?
    bool is_within(const VectorClock& other) const {
        std::uint16_t more = 0;
        for (unsigned cpu = 0; cpu < max_cpus; ++cpu) {
            const Tick later = std::max(ticks_[cpu], other.ticks_[cpu]);
            more |= static_cast<std::uint16_t>(later ^ other.ticks_[cpu]);
        }
        return more == 0;
    }

    /// Is the step `tick` of `cpu` within this clock?
    bool covers(unsigned cpu, Tick tick) const { return tick <= ticks_[cpu]; }

  private:
    std::array<Tick, max_cpus> ticks_{};
};

}  // namespace model::native
