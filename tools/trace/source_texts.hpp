// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The sources to which the steps of a trace point, in the state that they had at the build.

#include <string_view>

namespace tools {

/// @param file relative to the source tree
/// @return the text of the file; empty: it is not one of these sources
std::string_view source_text(std::string_view file);

}  // namespace tools
