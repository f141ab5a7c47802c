// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/terminal.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <cstdlib>

namespace tools {

Paint Paint::for_stdout() {
    const auto value = [](const char* name) -> std::string_view {
        const char* const set = std::getenv(name);
        return set != nullptr ? set : "";
    };
    return Paint(isatty(STDOUT_FILENO) == 1 && value("NO_COLOR").empty() && value("TERM") != "dumb");
}

std::string Paint::operator()(Colour colour, std::string_view text) const {
    if (!on_ || colour == Colour::none) return std::string(text);
    const int code = colour == Colour::red ? 31 : colour == Colour::green ? 32 : 33;
    return fmt::format("\033[{}m{}\033[0m", code, text);
}

std::string Paint::bold(std::string_view text) const {
    return on_ ? fmt::format("\033[1m{}\033[0m", text) : std::string(text);
}

}  // namespace tools
