// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Names that do not exist, and what may have been meant.

#include <string>
#include <string_view>
#include <vector>

#include "scenarios/framework/nearest.hpp"

namespace tools {

using scenarios::edit_distance;
using scenarios::nearest;

/// "unknown scenario 'abab', the nearest is 'abba'"
std::string unknown(std::string_view what, std::string_view typed,
                    const std::vector<std::string_view>& choices);

}  // namespace tools
