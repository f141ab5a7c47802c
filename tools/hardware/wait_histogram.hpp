// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The buckets in which waits are counted. They are those of the kernel's rqspinlock stress module.

#include <array>
#include <cstddef>
#include <cstdint>

#include "lock/constants.hpp"

namespace tools::hardware {

/// A bucket holds the waits that are below its bound, in ms, and not below the bound before it. A last bucket
/// holds the rest.
inline constexpr std::array<unsigned, 25> wait_bounds_ms{
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 25, 30, 40, 50, 75, 100, 150, 200, 250, 1000};
inline constexpr std::size_t wait_buckets = wait_bounds_ms.size() + 1;

using WaitHistogram = std::array<std::uint64_t, wait_buckets>;

/// The bucket of a wait in nanoseconds.
constexpr std::size_t wait_bucket(std::uint64_t wait) {
    std::size_t bucket = 0;
    while (bucket < wait_bounds_ms.size() && wait >= wait_bounds_ms[bucket] * rqspinlock::millisecond)
        ++bucket;
    return bucket;
}

/// The number of waits of at least this many milliseconds.
/// @pre ms is one of the bounds
constexpr std::uint64_t waits_from(const WaitHistogram& waits, unsigned ms) {
    std::uint64_t sum = 0;
    for (std::size_t bucket = wait_bucket(ms * rqspinlock::millisecond); bucket < wait_buckets; ++bucket) {
        sum += waits[bucket];
    }
    return sum;
}

}  // namespace tools::hardware
