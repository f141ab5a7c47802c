// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Attempts to take a lock, as a trace tells of them and as the hardware made them.

#include <mutex>
#include <string>
#include <vector>

#include "lock/change.hpp"
#include "lock/constants.hpp"
#include "lock/phases.hpp"
#include "tools/protocol/trace.hpp"

namespace tools::stress::forced {

struct Attempt {
    unsigned cpu = 0;
    std::string context;  ///< "task", "task/nmi"; of one on the hardware: empty
    std::string lock;
    std::string result;                ///< as `result_text`
    rqspinlock::Nanoseconds wait = 0;  ///< real; of one in a trace: 0
};

/// The result of an attempt that has not ended.
inline constexpr std::string_view no_result = "none";

/// "acquired" or "-ETIMEDOUT (timeout)"
/// @param check a name of tools/protocol/check_name.hpp; empty: acquired
std::string result_text(std::string_view check, rqspinlock::Changes changes);

/// In the order in which they begin.
std::vector<Attempt> attempts_of(const ExecutionTrace& trace, rqspinlock::Changes changes);

/// Listens to the lock on one CPU, handlers included.
class AttemptRecorder {
  public:
    explicit AttemptRecorder(unsigned cpu) : cpu_(cpu) {}

    /// @param lock its name
    void phase(rqspinlock::Phase phase, const std::string& lock, rqspinlock::PhaseDetail detail,
               rqspinlock::Changes changes);

    /// From any thread. In the order in which they begin; those that have not ended wait until now.
    std::vector<Attempt> attempts() const;

  private:
    unsigned cpu_;
    mutable std::mutex mutex_;
    std::vector<Attempt> attempts_;  // `wait` of those that are open: when they began
    std::vector<std::size_t> open_;  // the innermost last
};

}  // namespace tools::stress::forced
