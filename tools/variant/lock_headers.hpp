// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The headers of the lock that a change may be in.

#include <array>
#include <string_view>

namespace tools {

/// Those with the lock's steps: one file of an engine includes them. The scenarios, the judge and the command
/// line are built with the others too, such as sites.hpp.
inline constexpr std::array<std::string_view, 7> changeable_headers{
    "deadlock.hpp", "held_locks.hpp",   "per_cpu.hpp", "rqspinlock.hpp",
    "slowpath.hpp", "test_and_set.hpp", "timeout.hpp"};

}  // namespace tools
