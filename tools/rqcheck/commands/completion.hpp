// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck completion`: a script that lets a shell complete rqcheck's command line. The script has the
/// commands and options of the CLI11 app. When it needs names of scenarios, revisions and sites, it asks
/// `rqcheck list`.

#include <string>

namespace CLI {
class App;
}

namespace tools {

struct CompletionOptions {
    std::string shell;
};

CLI::App* add_completion(CLI::App& app, CompletionOptions& options);

/// @param app the whole command line of rqcheck
/// Throws `UsageError`. @return the exit code
int completion(const CLI::App& app, const CompletionOptions& options);

}  // namespace tools
