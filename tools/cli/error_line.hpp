// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Messages on stderr. If stderr is closed or full, nothing is printed: there is no other place for a
/// message.

#include <string_view>

namespace tools {

/// Prints "PROGRAM: LINE" on stderr. What is not printable is shown by its number, line breaks too.
/// @param details lines that are printed below it, such as those of a compiler
void print_error(std::string_view program, std::string_view line, std::string_view details = "") noexcept;

/// Prints the text on stderr as it is.
void print_on_stderr(std::string_view text) noexcept;

}  // namespace tools
