// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/input_file.hpp"

#include <fmt/format.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "tools/cli/usage_error.hpp"

namespace tools {

std::string content_of(const std::string& path, std::string_view what, std::size_t largest) {
    const auto refuse = [&](int error) {
        throw UsageError(fmt::format("'{}' is not {}: {}", path, what, std::strerror(error)));
    };
    std::ifstream file(path == stdin_name ? "/dev/stdin" : path, std::ios::binary);
    if (!file) refuse(errno);
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) refuse(EISDIR);
    // The file is read in parts, because the size of a pipe is not known.
    std::string text;
    std::array<char, std::size_t{1} << 16U> part{};
    while (file) {
        file.read(part.data(), part.size());
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > largest) throw UsageError(fmt::format("'{}' is too large for {}", path, what));
    }
    if (file.bad()) throw UsageError(fmt::format("cannot read '{}'", path));
    return text;
}

}  // namespace tools
