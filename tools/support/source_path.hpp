// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Files of the source tree as people and reports name them.

#include <string>

namespace tools {

/// From the root of the source tree, if it is in there.
/// @param file as the compiler knows it; nullptr: no file
std::string source_path(const char* file);

}  // namespace tools
