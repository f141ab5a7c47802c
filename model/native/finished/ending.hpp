// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How an exploration of one execution ends.

#include <cstdint>

namespace model::native {

enum class Ending : std::uint8_t {
    complete,
    stuck,
    livelock,    ///< each CPU that could move makes failed calls again and again
    endless,     ///< more steps than an execution has that ends
    discarded,   ///< not an execution
    elsewhere,   ///< not explored, because it is beyond the bound
    called_off,  ///< the search was stopped in the middle of it
};

}  // namespace model::native
