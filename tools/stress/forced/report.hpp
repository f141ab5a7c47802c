// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What came of a trace on the hardware, and that in words.

#include <string>
#include <vector>

#include "tools/stress/forced/attempts.hpp"

namespace tools::stress::forced {

/// An attempt in the trace, and the same one here.
struct AttemptPair {
    Attempt traced;
    std::string result;                ///< here
    rqspinlock::Nanoseconds wait = 0;  ///< real, until it ended or the run did
};

struct ForcedReport {
    std::string title;  ///< what was replayed
    std::string outcome;
    unsigned cpus = 0;
    unsigned cores = 0;
    std::size_t steps = 0;                 ///< at which CPUs are held
    std::size_t done = 0;                  ///< of these
    rqspinlock::Nanoseconds duration = 0;  ///< of the trace, by its clock
    std::vector<AttemptPair> attempts;
    std::vector<std::string> notes;        ///< what could not be forced
    std::vector<std::string> differences;  ///< empty: reproduced
    std::vector<std::string> hints;        ///< why not, perhaps
    double watched = 0;                    ///< seconds behind the last step; 0: all CPUs ended
    std::string hang;                      ///< the state then

    bool is_reproduced() const { return differences.empty(); }
};

/// The last line is `reproduced`, or `not reproduced: ` and why.
std::string describe(const ForcedReport& report);

std::string to_json(const ForcedReport& report);

}  // namespace tools::stress::forced
