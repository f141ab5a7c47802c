// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A small program as typed.

#include <string>

#include "scenarios/framework/small_program.hpp"

namespace tools {

/// @param typed a program, or else the name of a file with one. Throws `UsageError`.
scenarios::SmallProgram program_argument(const std::string& typed);

}  // namespace tools
