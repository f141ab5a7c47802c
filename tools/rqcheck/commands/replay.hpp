// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck replay`: makes executions again, from their tokens.

#include <optional>
#include <string>
#include <vector>
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/search/kernel_options.hpp"

namespace CLI {
class App;
}

namespace tools {

struct ReplayOptions {
    std::vector<std::string> typed;  ///< tokens, and files of tokens or traces
    bool lenient = false;
    bool gone = false;                 ///< expect that it does not show what the token says; lenient
    std::optional<Revision> revision;  ///< in place of the token's; lenient if it is another one
    KernelOptions kernel;
    std::string break_at;
    std::optional<std::string> trace_json;
    std::optional<std::string> html;
};

CLI::App* add_replay(CLI::App& app, ReplayOptions& options);

/// Throws `UsageError` and `EngineError`. @return the exit code
int replay(const ReplayOptions& options);

}  // namespace tools
