// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/search/policy_options.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>

#include "tools/cli/arguments/values.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/support/suggest.hpp"

namespace tools {
namespace {

using rqspinlock::judge::Class;
using rqspinlock::judge::class_names;
using rqspinlock::judge::Classes;

Classes chosen_classes(const std::vector<std::string>& typed) {
    Classes classes;
    std::vector<std::string> names;
    for (const std::string& list : typed) {
        const std::vector<std::string> parts = parse_list("--fail-on", list);
        names.insert(names.end(), parts.begin(), parts.end());
    }
    if (names.size() == 1 && names.front() == "none") return classes;
    const std::vector<std::string_view> choices(class_names.begin(), class_names.end());
    for (const std::string& name : names) {
        using rqspinlock::judge::failure_names;
        if (std::find(failure_names.begin(), failure_names.end(), name) != failure_names.end()) {
            throw UsageError(
                fmt::format("--fail-on takes classes, and '{}' is a failure kind: it always fails", name));
        }
        if (name == "none") throw UsageError("--fail-on takes 'none' or a list of classes, not both");
        const auto found = std::find(choices.begin(), choices.end(), name);
        if (found == choices.end()) throw UsageError(unknown("class", name, choices));
        classes.insert(static_cast<Class>(found - choices.begin()));
    }
    return classes;
}

}  // namespace

void add_policy_options(CLI::App& app, PolicyOptions& options, const std::string& default_classes) {
    app.add_option("--fail-on", options.fail_on,
                   fmt::format("Classes of attempts that fail the verdict, or 'none' [{}]", default_classes))
        ->type_name("CLASS,...")
        ->allow_extra_args(false);
    app.add_option(
           "--max-wait", options.max_wait,
           "Longest virtual wait of an attempt, as in 250ms or 1s; a longer one fails the verdict [none]")
        ->type_name("T");
}

Policy chosen_policy(const PolicyOptions& options, const Policy& otherwise) {
    Policy policy = otherwise;
    if (!options.fail_on.empty()) policy.fail_on = chosen_classes(options.fail_on);
    if (options.max_wait) policy.max_wait = parse_wait("--max-wait", *options.max_wait);
    return policy;
}

}  // namespace tools
