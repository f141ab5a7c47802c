// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of `--revision`.

#include <string>
#include <string_view>
#include <vector>

#include "tools/protocol/revision.hpp"

namespace tools {

/// One version, or the folder of a kernel tree. A text that means something that it does not say leaves a
/// line on stderr.
/// @throw UsageError
Revision revision_value(const std::string& typed);

/// A list with commas, of names, sums and groups: `history`, `fixes`, `kernels`, or `all` of history and
/// fixes.
/// @throw UsageError
std::vector<Revision> revision_values(const std::string& typed);

/// Of a command that runs the lock as it was built.
/// @param program what its user calls it
/// @throw UsageError if one of them has a change of the user's own
void refuse_own_changes(const std::vector<Revision>& revisions, std::string_view program);

/// @throw UsageError if two files of the user's have the same name: nothing would tell them apart
void require_names_apart(const std::vector<Revision>& revisions);

}  // namespace tools
