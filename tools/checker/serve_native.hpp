// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The native engine as a process that `rqcheck` forks.

#include <string>
#include <vector>

namespace tools {

/// Serves requests (serve.hpp).
/// @param arguments empty, or "--kernel-object" and the object of a kernel tree
void serve_native(const std::vector<std::string>& arguments);

}  // namespace tools
