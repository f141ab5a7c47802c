// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Files that the command line names for reading.

#include <cstddef>
#include <string>
#include <string_view>

namespace tools {

/// No trace or baseline is larger.
inline constexpr std::size_t largest_input = std::size_t{64} << 20U;

/// In place of a file: what a program is to read stands on its stdin, what it writes on its stdout.
inline constexpr const char* stdin_name = "-";
inline constexpr const char* stdout_name = stdin_name;

/// All of a file, a pipe, or stdin. @param what is in it, for the message: "a token or a trace"
/// @throw UsageError if it cannot be read, or has more bytes than that
std::string content_of(const std::string& path, std::string_view what, std::size_t largest = largest_input);

}  // namespace tools
