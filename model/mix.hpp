// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Mixes a value into a hash.

#include "model/execution.hpp"

namespace model {

constexpr std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash ^= value;
    hash *= 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29U);
}

constexpr void absorb(Hash& hash, std::uint64_t value) {
    hash.high = mix(hash.high, value);
    hash.low = mix(hash.low + 0xd1b54a32d192ed03ULL, value);
}

}  // namespace model
