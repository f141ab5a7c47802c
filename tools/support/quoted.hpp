// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace tools {

/// The text in double quotes, in the form that C++ and Graphviz read.
inline std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') result += '\\';
        result += c;
    }
    return result + '"';
}

}  // namespace tools
