// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Files that the command line names for reading.

#include <string>
#include <string_view>

namespace tools {

/// All of a file. @param what is in it, for the message: "a token or a trace"
/// @throw UsageError if it cannot be read, or is larger than any such file
std::string content_of(const std::string& path, std::string_view what);

}  // namespace tools
