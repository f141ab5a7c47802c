// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Numbers to which counts of executions are compared.

#include <cstdint>

namespace model::tests {

constexpr std::uint64_t factorial(unsigned n) {
    return n == 0 ? 1 : n * factorial(n - 1);
}

constexpr std::uint64_t binomial(unsigned n, unsigned k) {
    return factorial(n) / (factorial(k) * factorial(n - k));
}

constexpr std::uint64_t power_of_two(unsigned n) {
    return std::uint64_t{1} << n;
}

}  // namespace model::tests
