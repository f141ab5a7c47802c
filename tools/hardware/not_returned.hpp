// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// CPUs that are still in the lock when a run is stopped.

#include <string>
#include <vector>

namespace tools::hardware {

/// The time that CPUs get to return after Ctrl-C. It is much more than a wait of the lock's own deadlines,
/// and not more than what a person waits before the second Ctrl-C.
inline constexpr double seconds_after_stop = 3;

/// A stop is no verdict: some of these CPUs may hang, others may be in a lap that takes long.
struct NotReturned {
    std::vector<unsigned> cpus;  ///< empty: all have returned
    std::string state;           ///< of the lock at that time, in lines

    bool any() const { return !cpus.empty(); }
};

/// "CPUs 0, 2 had not returned when the run was stopped"
std::string headline(const NotReturned& not_returned);

}  // namespace tools::hardware
