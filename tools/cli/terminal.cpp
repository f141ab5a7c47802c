// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "tools/cli/not_done.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/support/fold.hpp"

namespace tools {

namespace {

std::string_view environment(const char* name) {
    const char* const set = std::getenv(name);
    return set != nullptr ? set : "";
}

}  // namespace

bool is_dumb_terminal() {
    return environment("TERM") == "dumb";
}

std::optional<std::size_t> columns_of_terminal(int descriptor) {
    winsize size{};
    if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return std::nullopt;
    }
    // A narrower table has no room for a single column.
    constexpr std::size_t narrowest = 40;
    return std::max<std::size_t>(size.ws_col, narrowest);
}

std::optional<std::size_t> terminal_columns() {
    return columns_of_terminal(STDOUT_FILENO);
}

void show(const std::string& text) {
    if (OutputFile::has_stdout()) return;
    const std::optional<std::size_t> columns = terminal_columns();
    const std::string shown = columns ? fitted(text, *columns) : text;
    if (std::fputs(shown.c_str(), stdout) < 0 || std::fflush(stdout) != 0) {
        throw_for(errno, "cannot write to stdout");
    }
}

void show_beside_file(const std::string& text) {
    if (!OutputFile::has_stdout()) return show(text);
    std::fputs(text.c_str(), stderr);
}

Paint Paint::for_stdout() {
    return Paint(isatty(STDOUT_FILENO) == 1 && environment("NO_COLOR").empty() && !is_dumb_terminal());
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
