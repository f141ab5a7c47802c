// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The change of the user's own that is in the lock of this engine. For an engine with such a change,
/// `tools/variant/` writes a header of this name, which the compiler finds before this one.

#include <string_view>

namespace tools {

inline constexpr std::string_view built_with_own_change = "";
/// The parts of the change in words: "end_queue of slowpath.hpp replaced; helper added".
inline constexpr std::string_view own_change_summary = "";

}  // namespace tools
