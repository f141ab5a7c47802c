// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Words of a command line that are neither an option nor an argument of the program.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tools {

/// The long names of its options, also of those that `--help` does not show.
std::vector<std::string> long_options(const CLI::App& app);

/// Refuses what was left when the command line was parsed, and names the nearest that is meant.
/// @pre the app allows extras: CLI11 leaves what it does not know
/// @param noun what a word that is no option should have been: "command"
/// @param choices the words that are right there; none: the program takes no such word
/// @throw UsageError
void refuse_leftovers(const CLI::App& app, const char* noun, std::vector<std::string> choices);

}  // namespace tools
