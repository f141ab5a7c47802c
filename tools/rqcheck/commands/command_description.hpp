// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What a CLI11 app knows of its commands and options, for the completion in shells.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tools {

struct OptionDescription {
    std::vector<std::string> names;  ///< "-j", "--jobs"; none: an argument that has no option's name
    std::string value;               ///< how `--help` names its value: "FILE"; empty: it takes none
    std::string what;
    bool may_repeat = false;
};

/// Its options as `--help` shows them, in that order; options for which there is no help are left out.
std::vector<OptionDescription> options_of(const CLI::App& app);

/// The names of its subcommands, in the order of `--help`.
std::vector<std::string> command_names(const CLI::App& app);

}  // namespace tools
