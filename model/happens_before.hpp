// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// C++20's happens-before of the events in an execution's record. It does not depend on the engine that made
/// the record, nor on the memory model of its search.

#include <array>
#include <span>
#include <vector>

#include "model/execution.hpp"

namespace model {

/// The computation uses vector clocks: release and acquire, fences, release sequences through updates. It
/// also has the order that an access gains through a value loaded with the order `dependency`. Later events
/// in program order do not gain that order. So an event that happens before an access need not happen before
/// a later event of the same CPU.
class HappensBefore {
  public:
    /// @pre program order and reads-from of the record make no cycle
    explicit HappensBefore(const Execution& execution);

    /// How many events of each CPU happen before an event, the event itself included. Valid while this
    /// object lives.
    std::span<const std::uint32_t> clock(EventId event) const {
        return {&cpus_[event.cpu].clocks[std::size_t{event.index} * cpu_count_], cpu_count_};
    }
    bool is_before(EventId first, EventId second) const {
        return first != second && first.index < clock(second)[first.cpu];
    }

  private:
    using Clock = std::vector<std::uint32_t>;  // per CPU: a number of its first events

    struct Cpu {
        std::uint32_t done = 0;
        Clock now;
        Clock acquirable;  ///< gained by relaxed reads: an acquire fence adds it
        Clock gained;      ///< gained by dependencies: a release passes it on
        Clock release_fence;
        std::vector<std::uint32_t> clocks;  ///< of all its events
        std::vector<Clock> released;        ///< of a write: the clock that an acquire read of it gains
    };

    void take(EventId id, const Event& event);
    Clock clock_of(EventId id, const Event& event);
    const Clock& released_by(EventId write) const { return cpus_[write.cpu].released[write.index]; }

    unsigned cpu_count_;
    std::array<Cpu, max_cpus> cpus_;
};

}  // namespace model
