// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/support/fold.hpp"

#include <algorithm>

namespace tools {
namespace {

/// The end of a colour that begins at `begin`, such as "\033[31m"; `begin` itself: no colour begins there.
std::size_t end_of_colour(std::string_view text, std::size_t begin) {
    if (text[begin] != '\033') return begin;
    const std::size_t end = text.find('m', begin);
    return end == std::string_view::npos ? text.size() : end + 1;
}

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// The column at which the text of a line begins, behind its name.
std::size_t text_column(std::string_view line) {
    constexpr std::size_t most = 24;
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string_view::npos) return 0;
    const std::size_t gap = line.find("  ", first);
    if (gap == std::string_view::npos) return first + 2;
    const std::size_t text = line.find_first_not_of(' ', gap);
    if (text == std::string_view::npos || text > most) return first + 2;
    return line.substr(text, 2) == "- " ? text + 2 : text;
}

/// Commands are pasted: a line that a terminal breaks is one line all the same.
bool is_command(std::string_view line) {
    const std::size_t first = line.find_first_not_of(' ');
    const std::string_view name = "rqcheck ";
    if (first != std::string_view::npos && line.substr(first).starts_with(name)) return true;
    return line.substr(std::min(text_column(line), line.size())).starts_with(name);
}

}  // namespace

std::size_t columns_of(std::string_view line) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < line.size();) {
        if (const std::size_t end = end_of_colour(line, at); end != at) {
            at = end;
            continue;
        }
        if (!continues_character(line[at])) ++columns;
        ++at;
    }
    return columns;
}

std::string folded(std::string_view line, std::size_t width, std::size_t indent) {
    std::string out;
    indent = std::min(indent, width / 2);
    std::size_t begun_at = 0;  // the place in `out` where the present line begins
    std::size_t columns = 0;
    bool is_empty = true;
    for (std::size_t at = 0; at < line.size();) {
        const std::size_t word = std::min(line.find_first_not_of(' ', at), line.size());
        const std::size_t end = std::min(line.find(' ', word), line.size());
        const std::size_t gap = word - at;
        const std::size_t length = columns_of(line.substr(word, end - word));
        if (!is_empty && columns + gap + length > width && columns > indent) {
            out += '\n';
            begun_at = out.size();
            out.append(indent, ' ');
            columns = indent;
        } else {
            out.append(gap, ' ');
            columns += gap;
        }
        out += line.substr(word, end - word);
        columns += length;
        is_empty = is_empty && length == 0;
        at = end;
    }
    out.erase(std::max(begun_at, out.find_last_not_of(' ') + 1));
    return out;
}

std::string fitted(std::string_view text, std::size_t width) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        out += columns_of(line) <= width || is_command(line) ? std::string(line)
                                                             : folded(line, width, text_column(line));
        if (end < text.size()) out += '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace tools
