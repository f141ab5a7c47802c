// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A file with some functions of the lock, changed: each takes the place of the lock's function of that name.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace tools {

/// Headers of the lock that are changed, by name ("slowpath.hpp"), as texts.
using ChangedHeaders = std::map<std::string, std::string>;

struct HeaderChange {
    ChangedHeaders headers;
    std::string summary;  ///< "end_queue of slowpath.hpp replaced; helper added"
};

/// `#line` as a compiler reads it, in front of this line of this file.
std::string line_directive(std::size_t line, const std::string& file);

/// The lock's headers with the functions of the overlay in them. Other text of it, such as a new function,
/// is put before the first function that it replaces. `#line` tells compilers, and so traces, which
/// file a line is of.
/// @param overlay as it was typed
/// @param lock the folder of the lock's headers
/// @throw UsageError if it replaces nothing, it is not clear what, or it relies on what stands between
/// functions
HeaderChange overlaid(const std::filesystem::path& overlay, const std::filesystem::path& lock);

}  // namespace tools
