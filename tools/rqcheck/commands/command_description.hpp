// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The commands and options of a CLI11 app, for the completion in shells.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tools {

struct OptionDescription {
    std::vector<std::string> names;  ///< "-j", "--jobs"; empty: a positional argument
    std::string value;               ///< the name of its value in `--help`: "FILE"; empty: it takes none
    std::string what;
    bool may_repeat = false;
};

/// The options of the app, in the order of `--help`. Options that `--help` does not show are left out.
std::vector<OptionDescription> options_of(const CLI::App& app);

/// The names of its subcommands, in the order of `--help`.
std::vector<std::string> command_names(const CLI::App& app);

}  // namespace tools
