// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which change of a user's own is in the lock that this engine is built with. An engine with one has a
/// header of this name before this one, as `tools/variant/` writes it.

#include <string_view>

namespace tools {

inline constexpr std::string_view built_with_own_change = "";
/// Its changes in words: "end_queue of slowpath.hpp replaced; helper added".
inline constexpr std::string_view own_change_summary = "";

}  // namespace tools
