// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of `--revision`.

#include <string>
#include <vector>

#include "tools/protocol/revision.hpp"

namespace tools {

/// One version. A text that means something that it does not say leaves a line on stderr.
/// @throw UsageError
Revision revision_value(const std::string& typed);

/// A list with commas, of names, sums and groups: `history`, `fixes`, `kernels`, or `all` of history and
/// fixes.
/// @throw UsageError
std::vector<Revision> revision_values(const std::string& typed);

}  // namespace tools
