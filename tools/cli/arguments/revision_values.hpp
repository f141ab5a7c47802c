// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The values of `--revision`.

#include <string>
#include <string_view>
#include <vector>

#include "tools/protocol/revision.hpp"

namespace tools {

/// One version of the lock, or the folder of a kernel tree. If the text means something that it does not say,
/// a line on stderr says so.
/// @throw UsageError
Revision revision_value(const std::string& typed);

/// A list of names, patterns, sums and groups, separated by commas. The groups are `history`, `fixes`,
/// `kernels`, and `all`, which is history and fixes.
/// @throw UsageError
std::vector<Revision> revision_values(const std::string& typed);

/// For a program that runs the lock as it was built.
/// @param program the name of the program
/// @throw UsageError if a revision has the user's own change or is the lock of a kernel tree
void refuse_own_changes(const std::vector<Revision>& revisions, std::string_view program);

/// @throw UsageError if two files of the user have the same name, because nothing would tell them apart
void require_names_apart(const std::vector<Revision>& revisions);

}  // namespace tools
