// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Folds long lines for narrow places.

#include <cstddef>
#include <string>
#include <string_view>

namespace tools {

/// The columns that a line takes. Colours take none, a character of UTF-8 takes one.
std::size_t columns_of(std::string_view line);

/// A line in parts of at most `width` columns, broken at blanks, with newlines between them. The parts after
/// the first one are indented. A word that is longer than a part stands as a whole in a line of its own,
/// because tokens are pasted.
std::string folded(std::string_view line, std::size_t width, std::size_t indent);

/// A text with each of its lines folded. The continuation of a line stands below the line's text. If the line
/// has a name, two blanks or more, and a text, that is the column where the text begins. A line
/// with a command of rqcheck stays whole.
std::string fitted(std::string_view text, std::size_t width);

}  // namespace tools
