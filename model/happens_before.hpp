// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// C++20's happens-before of the events in the record of an execution, whatever engine has made it and
/// whatever memory model it has been explored with.

#include <array>
#include <span>
#include <vector>

#include "model/execution.hpp"

namespace model {

/// By vector clocks: release and acquire, fences, release sequences through updates; and what an access gains
/// through a value that was loaded with the order `dependency`, which is not passed on to what follows it in
/// program order. So the events before one need not be before a later one of its CPU.
class HappensBefore {
  public:
    /// @pre program order and reads-from of the record make no cycle
    explicit HappensBefore(const Execution& execution);

    /// How many events of each CPU happen before an event, itself included. Valid as long as this is.
    std::span<const std::uint32_t> clock(EventId event) const {
        return {&cpus_[event.cpu].clocks[std::size_t{event.index} * cpu_count_], cpu_count_};
    }
    bool is_before(EventId first, EventId second) const {
        return first != second && first.index < clock(second)[first.cpu];
    }

  private:
    using Clock = std::vector<std::uint32_t>;  // per CPU: so many of its events

    struct Cpu {
        std::uint32_t done = 0;
        Clock now;
        Clock acquirable;  ///< read relaxed: an acquire fence adds it
        Clock gained;      ///< by dependencies: a release adds it to what it releases
        Clock release_fence;
        std::vector<std::uint32_t> clocks;  ///< of all its events
        std::vector<Clock> released;        ///< of a write: what an acquire read of it synchronises with
    };

    void take(EventId id, const Event& event);
    Clock clock_of(EventId id, const Event& event);
    const Clock& released_by(EventId write) const { return cpus_[write.cpu].released[write.index]; }

    unsigned cpu_count_;
    std::array<Cpu, max_cpus> cpus_;
};

}  // namespace model
