// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The options that say what fails a verdict. All commands with verdicts have them.

#include <optional>
#include <string>
#include <vector>

#include "tools/protocol/policy.hpp"

namespace CLI {
class App;
}

namespace tools {

struct PolicyOptions {
    std::vector<std::string> fail_on;
    std::optional<std::string> max_wait;
};

/// @param default_classes the classes that fail without `--fail-on`, for the help text
void add_policy_options(CLI::App& app, PolicyOptions& options, const std::string& default_classes);

/// Throws `UsageError`.
/// @param otherwise the policy, where an option is absent
Policy chosen_policy(const PolicyOptions& options, const Policy& otherwise);

}  // namespace tools
