// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Virtual waits as people read them.

#include <cstdint>

namespace tools {

/// Rounded down, so that the poll that ends 1 ns after the millisecond does not read as two.
constexpr std::uint64_t whole_ms(std::uint64_t nanoseconds) {
    return nanoseconds / 1'000'000;
}

}  // namespace tools
