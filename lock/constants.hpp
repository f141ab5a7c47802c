// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The times and sizes of the lock: RES_DEF_TIMEOUT, RES_NR_HELD and RES_TIMEOUT_VAL, and constants that have
/// no name in the kernel. Times are in nanoseconds of the platform's clock.

#include <cstdint>
#include <limits>

namespace rqspinlock {

using Nanoseconds = std::uint64_t;

inline constexpr Nanoseconds millisecond = 1'000'000;

/// "Does not end by itself": an untimed wait has this poll time and this deadline.
inline constexpr Nanoseconds never = std::numeric_limits<Nanoseconds>::max();

inline constexpr Nanoseconds res_def_timeout = 250 * millisecond;        ///< pending waiter, spinning trylock
inline constexpr Nanoseconds queue_head_timeout = 2 * res_def_timeout;   ///< head of the queue
inline constexpr Nanoseconds test_and_set_timeout = 1000 * millisecond;  ///< test-and-set lock
inline constexpr Nanoseconds deadlock_check_interval = millisecond;      ///< between two ABBA checks

inline constexpr unsigned res_nr_held = 31;            ///< entries of a CPU's held-locks table
inline constexpr std::uint32_t res_timeout_value = 2;  ///< in `node.locked`: leave, the waiter before gave up

}  // namespace rqspinlock
