// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// `rqcheck convert`: writes a trace for other programs.

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace tools {

struct ConvertOptions {
    std::optional<std::string> trace;  ///< a token, a file with one, or a file of `--trace-json`
    std::string format = "perfetto";
    std::optional<std::string> what;
    std::string output = "-";
};

CLI::App* add_convert(CLI::App& app, ConvertOptions& options);

/// Throws `UsageError`. @return the exit code
int convert(const ConvertOptions& options);

}  // namespace tools
