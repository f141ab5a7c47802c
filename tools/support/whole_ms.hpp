// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Virtual waits in the unit that people read.

#include <cstdint>

namespace tools {

/// Rounds down, so that a poll that ends 1 ns after a millisecond does not read as two milliseconds.
constexpr std::uint64_t whole_ms(std::uint64_t nanoseconds) {
    return nanoseconds / 1'000'000;
}

}  // namespace tools
