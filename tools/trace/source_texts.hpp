// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The sources to which the steps of a trace point, as they were when this was built.

#include <string_view>

namespace tools {

/// @param file relative to the source tree
/// @return empty if it is not one of them
std::string_view source_text(std::string_view file);

}  // namespace tools
