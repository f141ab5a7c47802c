// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The checks of the lock as traces name them.

#include <string_view>

#include "lock/result.hpp"

namespace tools {

/// Empty: there was none.
constexpr std::string_view name(rqspinlock::Check check) {
    constexpr std::string_view names[] = {"", "AA", "ABBA", "timeout", "trylock", "sent away"};
    return names[static_cast<unsigned>(check)];
}

}  // namespace tools
