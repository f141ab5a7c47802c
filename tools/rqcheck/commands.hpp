// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What the subcommands do once their options have been read. Each returns the exit code.

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
};

struct MatrixOptions {
    std::vector<std::string> scenarios;
    SearchOptions search;
};

int list(const ListOptions& options);
int run(const RunOptions& options);
int matrix(const MatrixOptions& options);

}  // namespace tools
