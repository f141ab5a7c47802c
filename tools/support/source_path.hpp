// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The names of files of the source tree for people and reports.

#include <string>

namespace tools {

/// The path from the root of the source tree, if the file is in the tree.
/// @param file the name that the compiler uses; nullptr: no file
std::string source_path(const char* file);

}  // namespace tools
