// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The options that `run`, `matrix` and the scenarios' own executables have in common, as typed.

#include <optional>
#include <string>
#include <vector>

#include "tools/rqcheck/search/policy_options.hpp"

namespace CLI {
class App;
}

namespace tools {

struct SearchOptions {
    std::optional<std::string> revisions;
    std::string engine = "native";
    std::string memory = "rc11";
    std::string scheduler = "full";
    std::optional<std::string> arch;
    std::optional<std::string> cpus;
    std::optional<std::string> nmis;
    std::optional<std::string> hardirqs;
    std::optional<std::string> softirqs;
    std::optional<std::string> slow;
    std::optional<std::string> window;
    std::optional<std::string> nmi_window;
    std::optional<std::string> hardirq_window;
    std::optional<std::string> softirq_window;
    std::optional<std::string> time_limit;
    std::optional<std::string> executions;
    std::optional<std::string> switches;
    std::optional<std::string> rounds;
    std::optional<std::string> seed;
    std::optional<std::string> jobs;
    std::optional<std::string> trace_outcome;
    std::vector<std::string> weaken;
    std::vector<std::string> drop;
    std::optional<std::string> json;  ///< a file, or "-" for stdout
    bool accept_bounded = false;
    bool accept_unreached = false;
    PolicyOptions policy;
};

/// @param default_revisions what is run without `--revision`, for the help text
void add_search_options(CLI::App& app, SearchOptions& options, const std::string& default_revisions);

}  // namespace tools
