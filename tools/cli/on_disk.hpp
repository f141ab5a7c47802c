// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Writing that is complete, and that outlives a crash of the machine. Each function returns false if it
/// could not be done, and `errno` says why.

#include <filesystem>
#include <string_view>

namespace tools {

/// Writes all of the content, also where the system takes it in pieces.
bool write_all(int descriptor, std::string_view content);

/// Waits until the content of the file or folder is on the disk.
bool is_on_disk(int descriptor);

/// The same of the names in a folder. A folder that may be written to, but not read, cannot be asked.
bool is_on_disk(const std::filesystem::path& folder);

}  // namespace tools
