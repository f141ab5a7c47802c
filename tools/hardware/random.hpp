// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Small pseudo-random numbers (SplitMix64). A seed gives the same choices on every machine. The course of
/// the run on the hardware is still not repeatable.

#include <cstdint>

namespace tools::hardware {

class Random {
  public:
    constexpr Random(std::uint64_t seed, std::uint64_t stream)
        : state_(seed * 0xd1342543de82ef95U + stream * 0x9e3779b97f4a7c15U) {}

    constexpr std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    /// @pre n > 0
    constexpr unsigned below(unsigned n) { return static_cast<unsigned>((next() >> 32) * n >> 32); }
    constexpr bool one_in(unsigned n) { return below(n) == 0; }

  private:
    std::uint64_t state_;
};

}  // namespace tools::hardware
