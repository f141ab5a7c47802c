// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Messages about names that do not exist, with the nearest name that does.

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
