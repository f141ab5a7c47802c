// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The settings of a stress run, its counts, and the criteria by which it passes.

#include <cstdint>
#include <string>
#include <vector>

#include "lock/options.hpp"
#include "tools/hardware/counts.hpp"
#include "tools/hardware/not_returned.hpp"
#include "tools/stress/mode.hpp"
#include "tools/stress/nmi_source.hpp"

namespace tools::stress {

struct Settings {
    Mode mode = Mode::mixed;
    rqspinlock::Options lock;
    std::string revision;  ///< the name by which the changes of the lock were given
    unsigned cpus = 4;
    double seconds = 10;
    NmiKind nmi = NmiKind::timer;
    rqspinlock::Nanoseconds nmi_period = 100'000;  ///< average time from the end of one NMI to the next
    unsigned aimed = 64;  ///< one in so many accesses of fast path and unlock raises an NMI; 0: none
    rqspinlock::Nanoseconds task_section = 1'000;
    rqspinlock::Nanoseconds nmi_section = 1'000;
    rqspinlock::Nanoseconds longest_wait = 0;  ///< the longest that passes; 0: `guaranteed_wait`
    double watchdog = 30;                      ///< seconds in one lap after which a CPU hangs
    std::vector<rqspinlock::hardware::Region> landing{rqspinlock::hardware::Region::slow_path,
                                                      rqspinlock::hardware::Region::unlock};
    std::uint64_t seed = 1;
};

/// The wait that the lock promises an attempt, plus a second for the machine. An attempt that queues behind
/// others has no deadline of its own: each attempt before it, of a task or an NMI, may use up the deadline of
/// a head. The test-and-set lock has no queue, so only an NMI's wait may be added.
rqspinlock::Nanoseconds guaranteed_wait(const Settings& settings);

inline rqspinlock::Nanoseconds allowed_wait(const Settings& settings) {
    return settings.longest_wait != 0 ? settings.longest_wait : guaranteed_wait(settings);
}

struct CpuReport {
    std::uint64_t laps = 0;
    hardware::Totals::Attempts task;
    hardware::Totals::Attempts nmi;
    hardware::Totals::Nmis landed;
    hardware::Totals::Nmis aimed;
};

struct StressReport {
    Settings settings;
    double seconds = 0;  ///< the time for which it ran, until it was told to end
    std::vector<CpuReport> cpus;
    std::uint64_t intrusions = 0;
    std::uint64_t lost_updates = 0;
    std::string leak;                    ///< what was left behind, in words
    std::string hang;                    ///< the state in which a CPU hangs, in words
    bool stopped = false;                ///< by Ctrl-C
    hardware::NotReturned not_returned;  ///< CPUs that were in a lap some time after the stop

    /// Has it CPU threads that cannot be ended?
    bool has_threads() const { return !hang.empty() || not_returned.any(); }

    CpuReport total() const;
};

/// The regions in which NMIs should land and none has landed.
std::vector<rqspinlock::hardware::Region> missed_regions(const StressReport& report);

/// The criteria that the run does not meet, a line each. Empty: the run passes. What a run needs time for is
/// no criterion if it was stopped.
std::vector<std::string> failures(const StressReport& report);

}  // namespace tools::stress
