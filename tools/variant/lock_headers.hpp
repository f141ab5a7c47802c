// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The headers of the lock that a change may contain.

#include <array>
#include <string_view>

namespace tools {

/// The headers with the lock's steps. Only one file of an engine includes them. The other headers, such as
/// sites.hpp, are also built into the scenarios, the judge and the command line.
inline constexpr std::array<std::string_view, 7> changeable_headers{
    "deadlock.hpp", "held_locks.hpp",   "per_cpu.hpp", "rqspinlock.hpp",
    "slowpath.hpp", "test_and_set.hpp", "timeout.hpp"};

}  // namespace tools
