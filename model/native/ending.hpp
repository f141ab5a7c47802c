// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How an exploration of one execution ends.

#include <cstdint>

namespace model::native {

enum class Ending : std::uint8_t {
    complete,
    stuck,
    endless,
    discarded,  ///< not an execution
    elsewhere,  ///< another process explores it, or none: it is beyond the bound
};

}  // namespace model::native
