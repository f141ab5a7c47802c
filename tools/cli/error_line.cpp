// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/error_line.hpp"

#include <cstdio>
#include <exception>
#include <string>

#include "tools/support/printable.hpp"

namespace tools {

void print_on_stderr(std::string_view text) noexcept {
    // fmt::print would throw if stderr is closed or full.
    std::fwrite(text.data(), 1, text.size(), stderr);
    std::fflush(stderr);
}

void print_error(std::string_view program, std::string_view line, std::string_view details) noexcept {
    try {
        std::string text(program);
        text += ": " + printable(line) + printable_lines(details);
        while (text.ends_with('\n')) text.pop_back();
        print_on_stderr(text += '\n');
    } catch (const std::exception&) {
        // There is no memory for the line, but for its parts.
        print_on_stderr(program);
        print_on_stderr(": out of memory\n");
    }
}

}  // namespace tools
