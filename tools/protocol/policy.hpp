// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What fails a verdict beside the failure kinds, which always do. `run` and `hunt` judge programs by the
/// same policy.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lock/change.hpp"
#include "lock/judge/classes.hpp"

namespace tools {

struct Policy {
    /// Classes of which no attempt may be.
    rqspinlock::judge::Classes fail_on{};
    /// The longest virtual wait of an attempt, in ns, compared in whole milliseconds; nullopt: any.
    std::optional<std::uint64_t> max_wait{};

    /// A site of a planted bug or a window that is never reached is said, and does not fail the verdict.
    bool accept_unreached = false;

    /// Is there nothing but failure kinds that an execution can fail on?
    bool empty() const { return fail_on.empty() && !max_wait; }
    bool fails_on(std::string_view class_name) const;
    bool allows_wait(std::uint64_t nanoseconds) const;

    friend bool operator==(const Policy&, const Policy&) = default;
};

/// The policy of programs, for which there is no expectation: a class that the history does not
/// accept of a lock with these changes. Accepted are
/// - `deadlock_true`, the diagnosis of a true deadlock
/// - `timeout_early`: the owner held the lock for that long
/// - `sent_away` and `busy`: errors that the queue's head and the fallback return by design
/// - `timeout_needed`: what AA and ABBA cannot see, such as a ring of three locks
/// - `deadlock_false` from `entry-first` on: an entry without its lock reads as held
Policy policy_for_programs(rqspinlock::Changes changes);

/// What the trace of an attempt that waits for too long is said to show.
inline constexpr std::string_view wait_trace = "a wait above the limit";

/// "timeout_missed, deadlock_false; waits above 250ms", or "nothing"
std::string text(const Policy& policy);

/// The names of the classes, in the order in which they are declared.
std::vector<std::string> names(rqspinlock::judge::Classes classes);

}  // namespace tools
