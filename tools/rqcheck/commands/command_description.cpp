// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/command_description.hpp"

#include <CLI/CLI.hpp>

namespace tools {

std::vector<OptionDescription> options_of(const CLI::App& app) {
    std::vector<OptionDescription> descriptions;
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_group().empty()) continue;
        OptionDescription& description = descriptions.emplace_back();
        for (const std::string& name : option->get_snames()) description.names.push_back("-" + name);
        for (const std::string& name : option->get_lnames()) description.names.push_back("--" + name);
        if (option->get_items_expected_max() > 0) description.value = option->get_type_name();
        description.what = option->get_description();
        description.may_repeat = option->get_items_expected_max() > 1 ||
                                 option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
    }
    return descriptions;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    return names;
}

}  // namespace tools
