// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck completion`: a script that lets a shell complete rqcheck's command line. Commands and options are
/// those of the CLI11 app; names of scenarios, revisions and sites come from `rqcheck list` when they are
/// wanted.

#include <string>

namespace CLI {
class App;
}

namespace tools {

struct CompletionOptions {
    std::string shell;
};

CLI::App* add_completion(CLI::App& app, CompletionOptions& options);

/// @param app all of rqcheck
/// Throws `UsageError`. @return the exit code
int completion(const CLI::App& app, const CompletionOptions& options);

}  // namespace tools
