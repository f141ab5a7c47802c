// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The result of a trace on the hardware, and its text.

#include <string>
#include <vector>

#include "tools/stress/forced/attempts.hpp"

namespace tools::stress::forced {

/// An attempt in the trace, and the same attempt on the hardware.
struct AttemptPair {
    Attempt traced;
    std::string result;                ///< on the hardware
    rqspinlock::Nanoseconds wait = 0;  ///< real, until the end of the attempt or of the run
};

struct ForcedReport {
    std::string title;  ///< the trace that was replayed
    std::string outcome;
    unsigned cpus = 0;
    unsigned cores = 0;
    std::size_t steps = 0;                 ///< steps at which CPUs are held
    std::size_t done = 0;                  ///< how many of them were done
    rqspinlock::Nanoseconds duration = 0;  ///< of the trace, by its clock
    std::vector<AttemptPair> attempts;
    std::vector<std::string> notes;        ///< what could not be forced
    std::vector<std::string> differences;  ///< empty: reproduced
    std::vector<std::string> hints;        ///< possible reasons why it was not reproduced
    double watched = 0;                    ///< seconds after the last step; 0: all CPUs ended
    std::string hang;                      ///< the state of the lock at that time

    bool is_reproduced() const { return differences.empty(); }
};

/// The text of a report. The last line is `reproduced`, or `not reproduced: ` and the reason.
std::string describe(const ForcedReport& report);

std::string to_json(const ForcedReport& report);

}  // namespace tools::stress::forced
