// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The options `--kernel`, `--against` and `--plain-races`: the lock of a kernel tree in place of this
/// project's lock.

#include <optional>
#include <string>
#include <vector>

#include "tools/protocol/revision.hpp"

namespace CLI {
class App;
}

namespace tools {

struct KernelOptions {
    std::optional<std::string> kernel;  ///< the folder of a kernel tree
    std::optional<Revision> against;    ///< the revision whose expectations hold
    bool plain_races = false;
};

/// @param searches the command makes verdicts, about which the history of a revision may say something
void add_kernel_options(CLI::App& app, KernelOptions& options, bool searches = true);

/// The tree if `--kernel` names one, else `revisions`.
/// @throw UsageError if the folder is not a kernel tree, or the options do not fit together
std::vector<Revision> chosen_revisions(const KernelOptions& options, const std::vector<Revision>& revisions);

}  // namespace tools
