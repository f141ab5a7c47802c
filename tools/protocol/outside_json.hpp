// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// JSON that comes from outside: files, and the code of a token. Its texts are shown, and written to other
/// files, so they must be printable (tools/support/printable.hpp). The library's functions call themselves
/// for what is nested, so a deep nesting would use up the stack.

#include <string_view>

#include <nlohmann/json.hpp>

namespace tools {

/// May a text have line breaks and tabs?
enum class OutsideTexts : unsigned char { of_one_line, of_lines };

/// @throw nlohmann::json::parse_error
/// @throw std::invalid_argument with a text for a message, if the JSON is nested too deeply, or has a text
/// with characters that cannot be shown
nlohmann::json read_outside_json(std::string_view text, OutsideTexts texts);

/// The same of CBOR, with texts of one line.
nlohmann::json read_outside_cbor(std::string_view bytes);

}  // namespace tools
