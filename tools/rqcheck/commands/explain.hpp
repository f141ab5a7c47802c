// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck explain`: shows what a scenario models, claims and expects, without a run.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tools {

struct ExplainOptions {
    std::vector<std::string> scenarios;
};

CLI::App* add_explain(CLI::App& app, ExplainOptions& options);

/// Throws `UsageError`. @return the exit code
int explain(const ExplainOptions& options);

}  // namespace tools
