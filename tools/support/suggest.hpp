// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Names that do not exist, and what may have been meant.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tools {

/// How many insertions, deletions, replacements and swaps of neighbours make one text of the other.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The choice with the smallest edit distance, the first of several. A choice that begins with what was
/// typed counts as near: `nmi-lock` is meant to be `nmi-lock-entry`.
/// @pre there is a choice
std::string_view nearest(std::string_view typed, const std::vector<std::string_view>& choices);

/// "unknown scenario 'abab', the nearest is 'abba'"
std::string unknown(std::string_view what, std::string_view typed,
                    const std::vector<std::string_view>& choices);

}  // namespace tools
