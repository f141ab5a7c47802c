// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What the subcommands do once their options have been read. Each returns the exit code.

#include <optional>
#include <string>
#include <vector>

#include "tools/rqcheck/search_options.hpp"

namespace tools {

struct ListOptions {
    bool revisions = false;
    bool sites = false;
    bool json = false;
};

struct RunOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;
    bool trace = false;
    std::optional<std::string> trace_json;
};

struct MatrixOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;
};

/// `search.engine` is not looked at.
struct CompareOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;  ///< of relacy; its windows, machine and time limit are native's too
    std::optional<std::string> native_executions;
    bool verbose = false;
};

int list(const ListOptions& options);
int run(const RunOptions& options);
int matrix(const MatrixOptions& options);
int compare(const CompareOptions& options);

}  // namespace tools
