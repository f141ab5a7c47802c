// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Input files that the command line names.

#include <cstddef>
#include <string>
#include <string_view>

namespace tools {

/// The limit of the size of an input file. No trace or baseline is larger.
inline constexpr std::size_t largest_input = std::size_t{64} << 20U;

/// The name that stands for stdin where a file is read, and for stdout where a file is written.
inline constexpr const char* stdin_name = "-";
inline constexpr const char* stdout_name = stdin_name;

/// The whole content of a file, a pipe, or stdin.
/// @param what the expected content, for the message: "a token or a trace"
/// @throw UsageError if the file cannot be read, or has more than `largest` bytes
std::string content_of(const std::string& path, std::string_view what, std::size_t largest = largest_input);

}  // namespace tools
