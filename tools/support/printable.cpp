// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/printable.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstddef>
#include <iterator>

namespace tools {
namespace {

struct CodePoints {
    char32_t first;
    char32_t last;
};

/// Code points that are valid, but are obeyed or hidden by what shows the text.
constexpr CodePoints unprintable[] = {
    {0x00, 0x1f},        // C0: escape sequences begin with one
    {0x7f, 0x9f},        // DEL, C1: the same in one character
    {0xad, 0xad},        // soft hyphen
    {0x61c, 0x61c},      // Arabic letter mark
    {0x180e, 0x180e},    // Mongolian vowel separator
    {0x200b, 0x200f},    // zero width, marks of direction
    {0x2028, 0x202e},    // line and paragraph separators, embeddings and overrides of direction
    {0x2060, 0x206f},    // invisible operators, isolates of direction
    {0xfdd0, 0xfdef},    // noncharacters
    {0xfeff, 0xfeff},    // byte order mark
    {0xfff9, 0xfffb},    // interlinear annotation
    {0xe0000, 0xe0fff},  // tags and variation selectors
};

bool is_noncharacter(char32_t code) {
    return (code & 0xfffeU) == 0xfffeU;
}

/// The first character of a text.
struct Character {
    std::size_t size;  ///< in bytes
    char32_t code;
    bool is_valid;  ///< else it is one byte, and no UTF-8
};

Character first_character(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(0);
    const Character invalid{1, lead, false};
    if (lead < 0x80) return {1, lead, true};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return invalid;
    char32_t code = lead & (0x7fU >> size);
    for (std::size_t at = 1; at < size; ++at) {
        if ((byte(at) & 0xc0U) != 0x80U) return invalid;
        code = code << 6U | (byte(at) & 0x3fU);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < least[size] || code > 0x10ffff || is_surrogate) return invalid;
    return {size, code, true};
}

bool is_shown(const Character& character) {
    return character.is_valid && !is_noncharacter(character.code) &&
           std::none_of(std::begin(unprintable), std::end(unprintable), [&](const CodePoints& range) {
               return character.code >= range.first && character.code <= range.last;
           });
}

bool is_line_layout(const Character& character) {
    return character.code == '\n' || character.code == '\t';
}

bool all_shown(std::string_view text, bool with_lines) {
    while (!text.empty()) {
        const Character character = first_character(text);
        if (!is_shown(character) && !(with_lines && is_line_layout(character))) return false;
        text.remove_prefix(character.size);
    }
    return true;
}

std::string shown_text(std::string_view text, bool with_lines) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const Character character = first_character(text);
        if (is_shown(character) || (with_lines && is_line_layout(character))) {
            result += text.substr(0, character.size);
        } else if (character.size == 1) {
            fmt::format_to(std::back_inserter(result), "\\x{:02x}", static_cast<unsigned>(character.code));
        } else {
            fmt::format_to(std::back_inserter(result), "\\u{{{:x}}}", static_cast<unsigned>(character.code));
        }
        text.remove_prefix(character.size);
    }
    return result;
}

}  // namespace

bool is_printable(std::string_view text) {
    return all_shown(text, false);
}

bool is_printable_lines(std::string_view text) {
    return all_shown(text, true);
}

std::string printable(std::string_view text) {
    return shown_text(text, false);
}

std::string printable_lines(std::string_view text) {
    return shown_text(text, true);
}

}  // namespace tools
