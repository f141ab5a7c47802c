// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A small program that the user typed.

#include <string>

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// Throws `UsageError`.
/// @param typed a program, or else the name of a file with a program
scenarios::SmallProgram program_argument(const std::string& typed);

}  // namespace tools
