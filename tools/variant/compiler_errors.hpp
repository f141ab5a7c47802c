// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What of a compiler's output a user is shown.

#include <string>

namespace tools {

/// The errors in a compiler's output, each with the lines that belong to it; all of the output if none is
/// there.
std::string errors_in(const std::string& output);

}  // namespace tools
