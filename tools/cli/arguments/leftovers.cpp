// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/cli/arguments/leftovers.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "tools/cli/usage_error.hpp"
#include "tools/support/suggest.hpp"

namespace tools {

std::vector<std::string> long_options(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    return names;
}

void refuse_leftovers(const CLI::App& app, const char* noun, std::vector<std::string> choices) {
    const std::vector<std::string> leftovers = app.remaining(false);
    if (leftovers.empty()) return;
    const auto is_option = [](const std::string& word) { return word.size() > 1 && word[0] == '-'; };
    const auto option = std::find_if(leftovers.begin(), leftovers.end(), is_option);
    std::string typed = leftovers.front();
    if (option != leftovers.end()) {
        noun = "option";
        typed = option->substr(0, option->find('='));
        choices = long_options(app);
    }
    if (choices.empty()) throw UsageError(fmt::format("unexpected argument '{}'", typed));
    throw UsageError(unknown(noun, typed, {choices.begin(), choices.end()}));
}

}  // namespace tools
