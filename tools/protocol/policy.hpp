// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The results that fail a verdict besides the failure kinds, which always do. `run` and `hunt` judge
/// programs by the same policy.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lock/change.hpp"
#include "lock/judge/classes.hpp"

namespace tools {

struct Policy {
    /// Classes that no attempt may have.
    rqspinlock::judge::Classes fail_on{};
    /// The longest virtual wait that an attempt may have, in ns, compared in whole milliseconds;
    /// nullopt: any wait.
    std::optional<std::uint64_t> max_wait{};

    /// If true, a planted bug's site or a window that is never reached is reported, but does not
    /// fail the verdict.
    bool accept_unreached = false;

    /// Can an execution fail only by a failure kind?
    bool empty() const { return fail_on.empty() && !max_wait; }
    bool fails_on(std::string_view class_name) const;
    bool allows_wait(std::uint64_t nanoseconds) const;

    friend bool operator==(const Policy&, const Policy&) = default;
};

/// The policy of programs, for which there is no expectation. It fails on the classes that the history does
/// not accept for a lock with these changes. These classes are accepted:
/// - `deadlock_true`, the diagnosis of a true deadlock
/// - `timeout_early`: the owner really held the lock that long
/// - `sent_away` and `busy`: errors that the queue's head and the fallback return by design
/// - `timeout_needed`: a deadlock that AA and ABBA cannot see, such as a ring of three locks
/// - `deadlock_false` from `entry-first` on: a check takes an entry whose lock is not held for a held lock
Policy policy_for_programs(rqspinlock::Changes changes);

/// The words for what the trace of a wait that is too long shows.
inline constexpr std::string_view wait_trace = "a wait above the limit";

/// "timeout_missed, deadlock_false; waits above 250ms", or "nothing"
std::string text(const Policy& policy);

/// The names of the classes, in the order in which they are declared.
std::vector<std::string> names(rqspinlock::judge::Classes classes);

}  // namespace tools
