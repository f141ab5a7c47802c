// SPDX-License-Identifier: GPL-2.0-or-later
#include <CLI/CLI.hpp>
#include <array>
#include <sstream>
#include <string>
#include <vector>

#include "tools/cli/usage_error.hpp"
#include "tools/fuzz/target.hpp"
#include "tools/rqcheck/search/plan.hpp"

/// The lines are a scenario, the values of options, and sites to weaken: all that a request is made from.
void fuzz(const std::string& text) {
    constexpr std::array option_names{
        "--engine",         "--memory",     "--scheduler",  "--revision", "--cpus",       "--nmis",
        "--hardirqs",       "--softirqs",   "--slow",       "--window",   "--nmi-window", "--hardirq-window",
        "--softirq-window", "--time-limit", "--executions", "--switches", "--seed",       "--jobs",
        "--trace-outcome",  "--arch",       "--json",       "--rounds",   "--fail-on",    "--max-wait"};
    std::istringstream lines(text);
    std::string line;
    std::vector<std::string> names;
    if (std::getline(lines, line) && !line.empty()) names.push_back(line);
    std::vector<std::string> arguments;
    for (const char* const option : option_names) {
        if (std::getline(lines, line) && !line.empty()) arguments.push_back(std::string(option) + "=" + line);
    }
    while (std::getline(lines, line)) arguments.push_back("--weaken=" + line);
    tools::SearchOptions options;
    CLI::App app;
    tools::add_search_options(app, options, "history");
    try {
        app.parse(arguments);
        const tools::Plan plan =
            tools::make_plan(tools::named_scenarios(names), !names.empty(), options, "history");
        for (const tools::Row& row : plan.rows) {
            require(row.requests.size() == plan.revisions.size());
            for (const tools::Request& request : row.requests) require(request.setup.cpus >= 1);
        }
    } catch (const tools::UsageError&) {
    } catch (const CLI::ParseError&) {
    }
}
