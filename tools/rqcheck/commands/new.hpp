// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck new`: writes the file of a new scenario, which its author fills in.

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace tools {

struct NewOptions {
    std::string name;
    std::optional<std::string> directory;
};

CLI::App* add_new(CLI::App& app, NewOptions& options);

/// Throws `UsageError`. @return the exit code
int new_scenario(const NewOptions& options);

}  // namespace tools
