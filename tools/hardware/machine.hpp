// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The hardware as a machine for scenarios: one thread per CPU, signals as NMIs, for some seconds.
///
/// A run is a sequence of rounds. In a round each CPU runs the scenario's task a number of times (laps), all
/// CPUs at once. Between two rounds everything is at rest, and a lock or an entry that is held or counted
/// then is a leak. A thread sends NMIs at random times (asynchronous). In some laps the CPU also raises NMIs
/// itself, just before accesses of the scenario's window (aimed). A lap gets at most as many NMIs of both
/// kinds together as the scenario declares. A round of a scenario `in_step` is one lap.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "scenarios/framework/scenario.hpp"
#include "tools/hardware/counts.hpp"
#include "tools/hardware/not_returned.hpp"

namespace tools::hardware {

struct RunOptions {
    std::string revision;  ///< the name by which the changes of the lock were given
    unsigned cpus = 2;
    double seconds = 1;
    unsigned laps = 64;  ///< of each CPU per round
    std::uint64_t seed = 1;
    double watchdog = 30;  ///< seconds without progress after which the run is hung
};

struct RunProgress {
    double seconds = 0;
    std::uint64_t laps = 0;
    std::uint64_t nmis_landed = 0;
};

/// Called repeatedly with the progress of the run.
/// @return false to end the run at its next round
using OnProgress = std::function<bool(const RunProgress&)>;

struct RunReport {
    double seconds = 0;    ///< the time for which it ran, until it was told to end
    bool stopped = false;  ///< by Ctrl-C
    std::uint64_t rounds = 0;
    Totals totals;
    std::uint64_t nmis_sent = 0;     ///< by the sender; an NMI that is pending swallows the next one
    std::uint64_t intrusions = 0;    ///< how often exclusion was lost
    std::uint64_t lost_updates = 0;  ///< of the plain data in the sections
    std::string leak;                ///< the first one, in words; empty: none
    std::string hang;                ///< the state in which nothing moved; empty: none
    NotReturned not_returned;        ///< CPUs that were in a lap some time after the stop
    std::uint64_t misuses = 0;       ///< calls that the lock does not support; they were left out
    std::string misuse;              ///< the first misuse of some CPU, in words; empty: not known

    std::uint64_t failed_checks = 0;  ///< checks of programs that do not hold
    std::string failed_check;         ///< the first one of some CPU, in words; empty: not known

    /// Has it CPU threads that cannot be ended?
    bool has_threads() const { return !hang.empty() || not_returned.any(); }
    /// As far as it ran.
    bool is_clean() const {
        return intrusions == 0 && lost_updates == 0 && leak.empty() && hang.empty() && misuses == 0 &&
               failed_checks == 0;
    }
};

/// Runs the scenario on the lock that `RuntimeOptions::current` describes. If the report has threads, the
/// caller should report, and leave the process at once.
/// @pre the scenario allows that many CPUs; one run at a time
RunReport run(const scenarios::Scenario& scenario, const RunOptions& options, const OnProgress& on_progress);

}  // namespace tools::hardware
