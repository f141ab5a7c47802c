// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/not_done.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "tools/cli/usage_error.hpp"

namespace tools {

bool is_about_resources(int error) {
    // EPIPE: the reader of a pipe has ended, as `head` does.
    constexpr std::array about{ENOSPC, EDQUOT, EIO, ENOMEM, EMFILE, ENFILE, EAGAIN, EFBIG, EPIPE};
    return std::find(about.begin(), about.end(), error) != about.end();
}

void throw_for(int error, const std::string& text) {
    const std::string line = text + ": " + std::strerror(error);
    if (is_about_resources(error)) throw NotDone(line);
    throw UsageError(line);
}

}  // namespace tools
