// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck conform`: compares the lock of a kernel tree with this project's lock.

#include <optional>
#include <string>
#include <vector>

#include "tools/rqcheck/search/search_options.hpp"

namespace CLI {
class App;
}

namespace tools {

struct ConformOptions {
    std::string tree;
    std::vector<std::string> scenarios;
    SearchOptions search;
    std::optional<Revision> against;  ///< compare with this set only
};

CLI::App* add_conform(CLI::App& app, ConformOptions& options);

/// Throws `UsageError` and `EngineError`. @return the exit code
int conform(const ConformOptions& options);

}  // namespace tools
