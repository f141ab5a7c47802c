// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A lock of the scenario, the critical section that it protects, and the check that the section makes.

#include <atomic>
#include <cstdint>
#include <span>

#include "lock/hardware/platform.hpp"
#include "lock/hardware/site_recorder.hpp"
#include "lock/rqspinlock.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/hardware/steered_clock.hpp"
#include "tools/rig/rendezvous.hpp"

namespace tools::hardware {

using rqspinlock::hardware::Region;
using rqspinlock::hardware::SiteRecorder;

/// The platform under test records where each CPU is, and its time may be steered. The accesses are the same
/// as without these additions.
using RecordedPlatform = rqspinlock::hardware::BasicPlatform<SiteRecorder, SteeredClock>;
using Flag = Rendezvous<RecordedPlatform>::Flag;
using Variable = std::atomic<std::uint64_t>;
using TestedLock = rqspinlock::RqSpinLock<RecordedPlatform, rqspinlock::RuntimeOptions>;

struct alignas(rqspinlock::hardware::cache_line) ProtectedSection {
    TestedLock lock;

    /// A plain access on purpose. ThreadSanitizer sees two sections that are not ordered. Without
    /// ThreadSanitizer, a lost update shows in the sum.
    alignas(rqspinlock::hardware::cache_line) std::uint64_t entries = 0;
    std::uint64_t exits = 0;

    /// The number of the CPU inside, plus 1. Relaxed, so that the check adds no order of its own.
    std::atomic<unsigned> owner{0};
    std::atomic<std::uint64_t> intrusions{0};

    void enter(unsigned cpu) {
        SiteRecorder::before(scenarios::rig::section_entry, Region::section);
        if (owner.exchange(cpu + 1, std::memory_order_relaxed) != 0) intrude();
        ++entries;
    }

    void exit(unsigned cpu) {
        SiteRecorder::before(scenarios::rig::section_exit, Region::section);
        ++exits;
        if (owner.exchange(0, std::memory_order_relaxed) != cpu + 1) intrude();
    }

  private:
    void intrude() { intrusions.fetch_add(1, std::memory_order_relaxed); }
};

/// The number of times that exclusion was lost.
inline std::uint64_t intrusions(std::span<const ProtectedSection> sections) {
    std::uint64_t sum = 0;
    for (const ProtectedSection& section : sections)
        sum += section.intrusions.load(std::memory_order_relaxed);
    return sum;
}

/// The number of sections that were counted but left no trace in the plain data, or the other way round.
/// @param acquired the number of all successful attempts; all CPUs are at rest
inline std::uint64_t lost_updates(std::span<const ProtectedSection> sections, std::uint64_t acquired) {
    std::uint64_t entries = 0;
    std::uint64_t exits = 0;
    for (const ProtectedSection& section : sections) {
        entries += section.entries;
        exits += section.exits;
    }
    const auto difference = [&](std::uint64_t n) { return n > acquired ? n - acquired : acquired - n; };
    return difference(entries) + difference(exits);
}

}  // namespace tools::hardware
