// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tools {

/// The lines of a text, indented to stand below a line of a report.
inline std::string indented(std::string_view lines, std::size_t columns = 4) {
    std::string text;
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        text.append(columns, ' ').append(lines.substr(0, end)).append("\n");
        lines = end == std::string_view::npos ? std::string_view{} : lines.substr(end + 1);
    }
    return text;
}

}  // namespace tools
