// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The result of an attempt to take the lock, and the check that raised its error.

namespace rqspinlock {

/// Result of an attempt. The values are the kernel's: 0, or a negative error number.
enum class [[nodiscard]] Result : int{
    acquired = 0,
    deadlock = -35,    ///< -EDEADLK: a deadlock was diagnosed, or the fallback's single trylock failed
    timed_out = -110,  ///< -ETIMEDOUT: gave up after a bounded wait
};

constexpr bool succeeded(Result result) {
    return result == Result::acquired;
}

constexpr const char* name(Result result) {
    switch (result) {
        case Result::acquired:
            return "0";
        case Result::deadlock:
            return "-EDEADLK";
        case Result::timed_out:
            return "-ETIMEDOUT";
    }
    return "?";
}

/// The check that raised an error. Several return the same -EDEADLK for different reasons, so the error
/// number alone does not tell them apart.
enum class Check : unsigned char {
    none,
    aa,         ///< check_deadlock_AA
    abba,       ///< check_deadlock_ABBA
    timeout,    ///< check_timeout: the deadline has passed
    trylock,    ///< the single trylock of the fallback (`trylock_once`)
    sent_away,  ///< RES_TIMEOUT_VAL arrived in our node: the waiter before us gave up
};

/// An error together with the check that raised it; `acquired` with `Check::none` means "go on".
struct Error {
    Result result = Result::acquired;
    Check check = Check::none;

    constexpr explicit operator bool() const { return !succeeded(result); }
};

}  // namespace rqspinlock
