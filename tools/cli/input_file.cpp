// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/input_file.hpp"

#include <fmt/format.h>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tools/cli/usage_error.hpp"

namespace tools {

std::string content_of(const std::string& path, std::string_view what) {
    constexpr std::uintmax_t largest = std::uintmax_t{64} << 20U;
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) throw UsageError(fmt::format("'{}' is not {}: {}", path, what, error.message()));
    if (size > largest) throw UsageError(fmt::format("'{}' is too large for {}", path, what));
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file) throw UsageError(fmt::format("cannot read '{}'", path));
    return text;
}

}  // namespace tools
