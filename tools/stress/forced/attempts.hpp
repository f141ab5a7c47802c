// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The attempts to take a lock, in a trace and on the hardware.

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
    std::string context;  ///< "task", "task/nmi"; empty for an attempt on the hardware
    std::string lock;
    std::string result;                ///< as `result_text` gives it
    rqspinlock::Nanoseconds wait = 0;  ///< the real wait; 0 for an attempt in a trace
};

/// The result of an attempt that has not ended.
inline constexpr std::string_view no_result = "none";

/// "acquired" or "-ETIMEDOUT (timeout)".
/// @param check a name of tools/protocol/check_name.hpp; empty: acquired
std::string result_text(std::string_view check, rqspinlock::Changes changes);

/// The attempts of a trace, in the order in which they begin.
std::vector<Attempt> attempts_of(const ExecutionTrace& trace, rqspinlock::Changes changes);

/// Records the attempts of one CPU, handlers included.
class AttemptRecorder {
  public:
    explicit AttemptRecorder(unsigned cpu) : cpu_(cpu) {}

    /// @param lock the name of the lock
    void phase(rqspinlock::Phase phase, const std::string& lock, rqspinlock::PhaseDetail detail,
               rqspinlock::Changes changes);

    /// From any thread. The attempts in the order in which they begin. An attempt that has not ended
    /// waits until now.
    std::vector<Attempt> attempts() const;

  private:
    unsigned cpu_;
    mutable std::mutex mutex_;
    std::vector<Attempt> attempts_;  // `wait` of an open attempt: when it began
    std::vector<std::size_t> open_;  // the open attempts, the innermost last
};

}  // namespace tools::stress::forced
