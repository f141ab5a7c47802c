// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A kernel tree, and the files in it that make its lock.

#include <filesystem>
#include <string>
#include <vector>

#include "tools/protocol/revision.hpp"

namespace tools {

/// The file with the lock's steps, in any tree.
inline constexpr const char* kernel_lock_file = "kernel/bpf/rqspinlock.c";

/// Does the folder have the lock's file?
bool is_kernel_tree(const std::filesystem::path& folder);

/// The files that make the lock, as far as the tree has them, always in the same order.
std::vector<std::filesystem::path> lock_files_of(const std::filesystem::path& tree);

/// The tree's lock as a revision. Its text has the version from the Makefile and a hash of the lock's files:
/// "linux-7.3.4@bfd574e5".
/// @param against the set of changes whose expectations hold for the tree; nullptr: none
/// @throw UsageError if the folder is no kernel tree with the lock in it; NotDone
Revision tree_revision(const std::string& folder, const Revision* against = nullptr);

/// The SHA-256 of the contents of the files, one behind the other, in hexadecimal digits.
/// @throw UsageError, NotDone
std::string sha256_of(const std::vector<std::filesystem::path>& files);

/// "kernel/bpf/rqspinlock.c of /src/linux, sha256 bfd574e50476be2d"
std::string tree_text(const Revision& tree);

}  // namespace tools
