// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Long lines for narrow places.

#include <cstddef>
#include <string>
#include <string_view>

namespace tools {

/// The columns that a line takes: colours take none, a character of UTF-8 takes one.
std::size_t columns_of(std::string_view line);

/// A line in parts of at most `width` columns, broken at blanks, with newlines between. Parts behind the
/// first are indented. A word that is longer than a part stands in a line of its own, as a whole: tokens are
/// pasted.
std::string folded(std::string_view line, std::size_t width, std::size_t indent);

/// A text of lines, each folded. What continues a line stands below the line's text: below the second column
/// where the line has a name, two blanks or more, and a text.
std::string fitted(std::string_view text, std::size_t width);

}  // namespace tools
