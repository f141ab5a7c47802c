// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A file with changed functions of the lock. Each one replaces the lock's function of that name.

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>

namespace tools {

/// The headers of the lock that are changed: their texts by name ("slowpath.hpp").
using ChangedHeaders = std::map<std::string, std::string>;

struct HeaderChange {
    ChangedHeaders headers;
    std::string summary;  ///< "end_queue of slowpath.hpp replaced; helper added"
};

/// A `#line` for compilers, to stand in front of this line of this file.
std::string line_directive(std::size_t line, const std::string& file);

/// The lock's headers with the functions of the overlay in them. Other text of the overlay, such as a new
/// function, is put before the first function that the overlay replaces in a header. `#line` tells compilers,
/// and so traces, from which file a line comes.
/// @param overlay the path as it was typed
/// @param lock the folder of the lock's headers
/// @throw UsageError if the overlay replaces nothing, if it is not clear what it replaces, or if it relies on
/// lines that stand between functions
HeaderChange overlaid(const std::filesystem::path& overlay, const std::filesystem::path& lock);

}  // namespace tools
