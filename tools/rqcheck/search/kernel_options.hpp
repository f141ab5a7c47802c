// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `--kernel` and `--against`: the lock of a kernel tree in place of this project's.

#include <optional>
#include <string>
#include <vector>

#include "tools/protocol/revision.hpp"

namespace CLI {
class App;
}

namespace tools {

struct KernelOptions {
    std::optional<std::string> kernel;  ///< a folder
    std::optional<Revision> against;    ///< whose expectations hold
    bool plain_races = false;
};

/// @param searches whether verdicts are made, which a set of changes may say something of
void add_kernel_options(CLI::App& app, KernelOptions& options, bool searches = true);

/// The tree if there is one, else `revisions`.
/// @throw UsageError if it is no tree, or does not fit
std::vector<Revision> chosen_revisions(const KernelOptions& options, const std::vector<Revision>& revisions);

}  // namespace tools
