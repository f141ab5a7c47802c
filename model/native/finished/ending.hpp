// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How an exploration of one execution ends.

#include <cstdint>

namespace model::native {

enum class Ending : std::uint8_t {
    complete,
    stuck,
    livelock,    ///< all that could move make failed calls again and again
    endless,     ///< more steps than an execution has that ends
    discarded,   ///< not an execution
    elsewhere,   ///< another process explores it, or none: it is beyond the bound
    called_off,  ///< the search was told to stop in the middle of it
};

}  // namespace model::native
