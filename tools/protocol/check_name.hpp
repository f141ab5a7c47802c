// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The names of the lock's checks in traces.

#include <string_view>

#include "lock/result.hpp"

namespace tools {

/// The result is empty if there was no check.
constexpr std::string_view name(rqspinlock::Check check) {
    constexpr std::string_view names[] = {"", "AA", "ABBA", "timeout", "trylock", "sent away"};
    return names[static_cast<unsigned>(check)];
}

}  // namespace tools
