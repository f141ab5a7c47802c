// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The lock with a change of the user's own.

#include <string>

#include "tools/variant/overlay.hpp"

namespace tools {

struct Variant {
    std::string name;  ///< as in a revision's text: "my-fix.hpp"
    ChangedHeaders headers;
    std::string summary;  ///< see HeaderChange
};

/// @param typed one of
/// @param typed one of
///        - a patch of the folder lock/, as `git diff` writes it: `*.patch`, `*.diff`,
///        - a folder with the lock's headers, or with a folder `lock` in it.
/// @throw UsageError if it is none of these, or if it changes nothing or more than the lock's steps
Variant read_variant(const std::string& typed);

/// The folder lock/ of the source tree. Throws `UsageError` if it does not exist any more.
std::filesystem::path lock_folder();

}  // namespace tools
