// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/program_argument.hpp"

#include <fmt/format.h>
#include <cstddef>
#include <filesystem>

#include "tools/cli/input_file.hpp"
#include "tools/cli/usage_error.hpp"

namespace tools {

scenarios::SmallProgram program_argument(const std::string& typed) {
    try {
        return scenarios::parse_program(typed);
    } catch (const scenarios::ProgramError& error) {
        std::error_code ignored;
        const bool is_file = typed == stdin_name || std::filesystem::exists(typed, ignored);
        if (!is_file) throw UsageError(error.what());
    }
    constexpr std::size_t longest = 100'000;
    try {
        return scenarios::parse_program(content_of(typed, "a program", longest));
    } catch (const scenarios::ProgramError& error) {
        throw UsageError(fmt::format("{}: {}", typed, error.what()));
    }
}

}  // namespace tools
