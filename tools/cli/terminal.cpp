// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "tools/cli/error_line.hpp"
#include "tools/cli/muted.hpp"
#include "tools/cli/not_done.hpp"
#include "tools/cli/output_file.hpp"
#include "tools/support/fold.hpp"
#include "tools/support/printable.hpp"

namespace tools {

namespace {

constexpr std::string_view paint_begin = "\033[";

/// The text with nothing that a terminal would obey, but line breaks, tabs and the sequences of `Paint`.
std::string cleaned(std::string_view text) {
    static constexpr std::string_view painted[] = {"\033[31m", "\033[32m", "\033[33m", "\033[1m", "\033[0m"};
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(paint_begin), text.size());
        result += printable_lines(text.substr(0, end));
        text.remove_prefix(end);
        const auto* const sequence =
            std::find_if(std::begin(painted), std::end(painted),
                         [&](std::string_view one) { return text.starts_with(one); });
        const std::size_t size =
            sequence == std::end(painted) ? std::min<std::size_t>(text.size(), 1) : sequence->size();
        result += sequence == std::end(painted) ? printable(text.substr(0, size)) : std::string(*sequence);
        text.remove_prefix(size);
    }
    return result;
}

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
    if (OutputFile::has_stdout() || Muted::is_on()) return;
    const std::optional<std::size_t> columns = terminal_columns();
    const std::string clean = cleaned(text);
    const std::string shown = columns ? fitted(clean, *columns) : clean;
    if (std::fputs(shown.c_str(), stdout) < 0 || std::fflush(stdout) != 0) {
        throw_for(errno, "cannot write to stdout");
    }
}

void show_beside_file(const std::string& text) {
    if (!OutputFile::has_stdout()) return show(text);
    if (Muted::is_on()) return;
    print_on_stderr(cleaned(text));
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
