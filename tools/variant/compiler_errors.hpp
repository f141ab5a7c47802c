// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Selects the part of a compiler's output that a user is shown.

#include <string>

namespace tools {

/// The errors in a compiler's output, each with the lines that belong to it. If there is no error, all
/// of the output.
std::string errors_in(const std::string& output);

}  // namespace tools
