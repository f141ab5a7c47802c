// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/program_argument.hpp"

#include <fmt/format.h>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tools/cli/usage_error.hpp"

namespace tools {
namespace {

constexpr std::size_t longest_program = 100'000;

std::string content_of(const std::string& file) {
    std::ifstream in(file);
    std::string content;
    content.resize(longest_program + 1);
    in.read(content.data(), static_cast<std::streamsize>(content.size()));
    if (in.bad() || (in.fail() && !in.eof())) {
        throw UsageError(fmt::format("cannot read the program '{}'", file));
    }
    content.resize(static_cast<std::size_t>(in.gcount()));
    if (content.size() > longest_program)
        throw UsageError(fmt::format("'{}' is too long for a program", file));
    return content;
}

}  // namespace

scenarios::SmallProgram program_argument(const std::string& typed) {
    try {
        return scenarios::parse_program(typed);
    } catch (const scenarios::ProgramError& error) {
        std::error_code ignored;
        if (!std::filesystem::exists(typed, ignored)) throw UsageError(error.what());
    }
    try {
        return scenarios::parse_program(content_of(typed));
    } catch (const scenarios::ProgramError& error) {
        throw UsageError(fmt::format("{}: {}", typed, error.what()));
    }
}

}  // namespace tools
