// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/status_line.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <string_view>

#include "tools/cli/error_line.hpp"
#include "tools/cli/stop_signal.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/support/printable.hpp"

namespace tools {
namespace {

/// The text and `end` within `room` columns. If they do not fit, the rest of the text is left out.
std::string shortened(const std::string& text, std::size_t room, const std::string& end) {
    if (text.size() + end.size() <= room) return text + end;
    constexpr std::string_view left_out = "...";
    const std::size_t kept = room - std::min(room, end.size() + left_out.size());
    return fmt::format("{}{}{}", text.substr(0, kept), left_out, end);
}

}  // namespace

StatusLine::StatusLine() : on_(isatty(STDERR_FILENO) == 1 && !is_dumb_terminal()) {}

void StatusLine::show(const std::string& text) {
    if (!on_) return;
    // If a line reached the last column, its beginning would stay on the screen when the next line is shown.
    const std::size_t room = columns_of_terminal(STDERR_FILENO).value_or(80) - 1;
    const std::string line = shortened(printable(text), room, stop_requested() ? " - stopping" : "");
    print_on_stderr(fmt::format("\r\033[K{}", line));
    shown_ = true;
}

void StatusLine::clear() {
    if (shown_) print_on_stderr("\r\033[K");
    shown_ = false;
}

}  // namespace tools
