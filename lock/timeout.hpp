// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `check_timeout`: the deadline of a wait, and the times of its deadlock checks.

#include <algorithm>

#include "lock/deadlock.hpp"

namespace rqspinlock {

/// The state of the one timed wait of a slow path: the kernel's `rqspinlock_timeout`.
///
/// A wait loop awaits its condition until `poll_time()`, and calls `check_timeout` each time it has found the
/// condition false. While the wait is not armed, the poll time lies in the past: the first look at the
/// condition does not wait.
template <Platform P, class O>
class Timeout {
  public:
    Timeout(HeldLocks<P>& held, typename P::LockWord& word, std::uint32_t mask, Nanoseconds duration)
        : held_(held), word_(word), mask_(mask), duration_(duration) {}

    /// The first time at which a check has something to do. The kernel compares with `>`, hence the 1 ns.
    Nanoseconds poll_time() const {
        if (!O::get().resilient) return never;
        return armed() ? std::min(cur_ + deadlock_check_interval, timeout_end_) + 1 : 0;
    }

    /// The first time at which `check_timeout` gives up.
    Nanoseconds deadline() const {
        if (!O::get().resilient) return never;
        return armed() ? timeout_end_ + 1 : 0;
    }

    /// An error ends the wait. The first call arms the wait. With `aa_first` that call runs the AA check;
    /// without it the AA check runs before each ABBA check.
    Error check_timeout() {
        if (!O::get().resilient) return {};
        if (!armed()) return arm();
        const Nanoseconds now = P::now();
        if (now > timeout_end_) return {Result::timed_out, Check::timeout};
        if (now <= cur_ + deadlock_check_interval) return {};
        cur_ = now;
        if (!O::has(Change::aa_first)) {
            if (Error error = check_deadlock_AA<P>(held_, &word_)) return error;
        }
        return check_deadlock_ABBA<P>(held_, word_, mask_);
    }

  private:
    bool armed() const { return timeout_end_ != 0; }

    Error arm() {
        if (O::has(Change::aa_first)) {
            if (Error error = check_deadlock_AA<P>(held_, &word_)) return error;
        }
        cur_ = P::now();
        timeout_end_ = cur_ + duration_;
        return {};
    }

    HeldLocks<P>& held_;
    typename P::LockWord& word_;
    std::uint32_t mask_;
    Nanoseconds duration_;
    Nanoseconds cur_ = 0;
    Nanoseconds timeout_end_ = 0;  // 0: not armed
};

}  // namespace rqspinlock
