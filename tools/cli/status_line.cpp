// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/status_line.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <cstdio>

#include "tools/cli/stop_signal.hpp"

namespace tools {

StatusLine::StatusLine() : on_(isatty(STDERR_FILENO) == 1) {}

void StatusLine::show(const std::string& text) {
    if (!on_) return;
    fmt::print(stderr, "\r\033[K{}{}", text, stop_requested() ? " - stopping" : "");
    std::fflush(stderr);
    shown_ = true;
}

void StatusLine::clear() {
    if (shown_) std::fputs("\r\033[K", stderr);
    shown_ = false;
}

}  // namespace tools
