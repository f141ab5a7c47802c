// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/exit_code.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

namespace tools {

ExitCode exit_code_of(AnyRun any, bool accept_bounded) {
    if (any.unexpected) return exit_unexpected;
    return any.missing || (any.bounded && !accept_bounded) ? exit_bounded : exit_as_expected;
}

std::string exit_codes_text(std::initializer_list<ExitCodeMeaning> own) {
    std::string text = "Exit codes:\n";
    for (const ExitCodeMeaning& usual : exit_code_meanings) {
        const auto* const found = std::find_if(
            own.begin(), own.end(), [&usual](const ExitCodeMeaning& one) { return one.code == usual.code; });
        const ExitCodeMeaning& meant = found == own.end() ? usual : *found;
        if (meant.meaning.empty()) continue;
        fmt::format_to(std::back_inserter(text), "  {}  {}\n", static_cast<int>(meant.code), meant.meaning);
    }
    return text;
}

}  // namespace tools
