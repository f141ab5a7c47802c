// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The words of the command line, as they were typed.

#include <string>
#include <vector>

namespace tools {

/// To be called at the start of main.
void keep_command_words(int argc, char** argv);

/// Without the program's name.
const std::vector<std::string>& command_words();

}  // namespace tools
