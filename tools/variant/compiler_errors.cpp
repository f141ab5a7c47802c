// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/variant/compiler_errors.hpp"

#include <sstream>

#include <fmt/format.h>

namespace tools {

std::string errors_in(const std::string& output) {
    constexpr unsigned most_errors = 5;
    std::istringstream lines(output);
    std::string errors;
    unsigned count = 0;
    bool is_shown = false;  // lines that belong to an error begin with a blank
    for (std::string line; std::getline(lines, line);) {
        const bool is_error = line.find(": error: ") != std::string::npos;
        is_shown = is_error ? ++count <= most_errors : is_shown && line.starts_with(' ');
        if (is_shown) errors += line + "\n";
    }
    if (count > most_errors) errors += fmt::format("and {} more errors\n", count - most_errors);
    return errors.empty() ? output : errors;
}

}  // namespace tools
