// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>
#include <optional>
#include <sstream>

#include "lock/revision.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/fuzz/target.hpp"
#include "tools/rqcheck/search/plan.hpp"

/// A line is the value of an option: everything that a request is made from, before an engine sees it.
void fuzz(const std::string& text) {
    tools::SearchOptions options;
    const std::array<std::optional<std::string>*, 18> fields{
        &options.revisions,      &options.cpus,       &options.nmis,
        &options.hardirqs,       &options.softirqs,   &options.slow,
        &options.window,         &options.nmi_window, &options.hardirq_window,
        &options.softirq_window, &options.time_limit, &options.executions,
        &options.switches,       &options.seed,       &options.jobs,
        &options.trace_outcome,  &options.arch,       &options.json};
    std::istringstream lines(text);
    std::string line;
    std::vector<std::string> names;
    if (std::getline(lines, line) && !line.empty()) names.push_back(line);
    for (std::string* field : {&options.engine, &options.memory, &options.scheduler}) {
        if (std::getline(lines, line) && !line.empty()) *field = line;
    }
    for (std::optional<std::string>* field : fields) {
        if (std::getline(lines, line) && !line.empty()) *field = line;
    }
    while (std::getline(lines, line)) options.weaken.push_back(line);
    try {
        const tools::Plan plan =
            tools::make_plan(tools::named_scenarios(names), !names.empty(), options, "history");
        for (const tools::Row& row : plan.rows) {
            require(row.requests.size() == plan.revisions.size());
            for (const tools::Request& request : row.requests) {
                require(rqspinlock::revision_named(request.revision).has_value());
                require(request.cpus >= 1);
            }
        }
    } catch (const tools::UsageError&) {
    }
}
