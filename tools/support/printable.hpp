// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Text from outside: names, arguments, files and environment variables. Such a text may have characters that
/// a terminal obeys instead of showing them, or bytes that are no UTF-8.

#include <string>
#include <string_view>

namespace tools {

/// Is every character one that a terminal shows in its place? The text is UTF-8, and has no control
/// characters (not even a line break), no marks of writing direction, no invisible characters, and no
/// noncharacters.
bool is_printable(std::string_view text);

/// The same, but line breaks and tabs are allowed.
bool is_printable_lines(std::string_view text);

/// The text on one line. What is not printable is shown as `\x1b` (a byte) or `\u{202e}` (a code point).
std::string printable(std::string_view text);

/// The same, but line breaks and tabs stay.
std::string printable_lines(std::string_view text);

}  // namespace tools
