// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How large the units of a search are, in executions.

#include <algorithm>
#include <cstdint>

namespace tools {

/// Few units wait at the beginning and at the end of a search. They have to be small then: a worker without a
/// unit does nothing. A unit must not be so small that the way to the worker takes longer than the unit, nor
/// so large that its worker is the last one at work for long.
struct UnitSizes {
    std::uint64_t smallest = 2'000;
    std::uint64_t least = 60'000;  ///< of a unit that others wait behind
    std::uint64_t largest = 1'000'000;
    std::uint64_t units_per_worker = 20;
    std::uint64_t small_units_per_worker = 100;

    /// @param executions the number that each worker has made so far
    /// @param few do few units wait?
    constexpr std::uint64_t next(std::uint64_t executions, bool few) const {
        return few ? std::clamp(executions / small_units_per_worker, smallest, least)
                   : std::clamp(executions / units_per_worker, least, largest);
    }
};

/// One worker never waits for another one.
inline constexpr UnitSizes sizes_for_one_worker{.least = 200'000};

/// In a campaign a unit costs some milliseconds for its file.
inline constexpr UnitSizes campaign_sizes{.least = 200'000};

}  // namespace tools
