// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The bounds of a run that names none. They count executions and not seconds, so that a search has the same
/// result on every machine.

#include <cstdint>

namespace tools {

inline constexpr std::uint64_t default_executions = 2'000'000;
inline constexpr std::uint64_t native_executions = 20'000'000;
inline constexpr std::uint64_t default_samples = 100'000;  ///< the random scheduler's executions
inline constexpr unsigned default_switches = 3;            ///< the bound scheduler's

}  // namespace tools
