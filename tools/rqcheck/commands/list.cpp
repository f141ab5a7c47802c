// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "scenarios/framework/scenario.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/commands/commands.hpp"
#include "tools/rqcheck/output/text.hpp"

namespace tools {
namespace {

using nlohmann::json;
using scenarios::Scenario;

/// ", only at unlock. and section."; empty: anywhere
std::string window_text(const scenarios::Handler& handler) {
    if (handler.window.empty()) return "";
    return fmt::format(", only at {}", fmt::join(handler.window, " and "));
}

/// The interrupts of a scenario in words. Kinds with the same window share its text.
std::string interrupts_text(const Scenario& scenario) {
    std::vector<std::string> kinds;
    std::string last_window;
    for (const scenarios::Interrupt interrupt : scenarios::interrupts) {
        const scenarios::Handler& handler = scenario.handlers[interrupt];
        if (!handler.exists()) continue;
        const std::string window = window_text(handler);
        if (!kinds.empty() && window != last_window) kinds.back() += last_window;
        const bool on_first = handler.cpus.contains(0) && !handler.cpus.contains(1);
        kinds.push_back(counted(handler.arrivals(), name(interrupt)) + (on_first ? " on CPU 0" : " per CPU"));
        last_window = window;
    }
    std::string text = kinds.empty() ? "no NMIs" : join(kinds, " and ") + last_window;
    const std::string traced = traced_text(scenario);
    return traced.empty() ? text : text + "; " + traced;
}

std::string scenarios_text() {
    std::string out;
    for (const Scenario& scenario : scenarios::all()) {
        out += fmt::format("{}\n    {}\n    {}; {}; {}\n", scenario.name, scenario.claim,
                           cpu_range_text(scenario.cpus), locks_text(scenario), interrupts_text(scenario));
        if (!scenario.source.empty()) out += fmt::format("    from: {}\n", scenario.source);
    }
    return out;
}

std::string revisions_text() {
    std::string out = "revisions: each has its change and all before it\n";
    for (const auto& revision : rqspinlock::revisions) {
        out += fmt::format("  {:<18}  {:<12}  {}\n", revision.name,
                           revision.source.empty() ? "-" : revision.source, revision.what);
    }
    out += "\nkernels\n";
    for (const auto& kernel : rqspinlock::kernels) {
        out += fmt::format("  {:<8}  {}: {}\n            {}\n", kernel.name, sum_text(kernel.changes),
                           kernel.what, kernel.source);
    }
    return out +
           "\nsums: a revision, a kernel or a commit, with changes added or left out, as in "
           "v6.18.y+fix-undone-pending or v6.19-aa-first\n";
}

std::string sites_text() {
    std::string out;
    for (const auto& entry : scenarios::all_sites) out += fmt::format("{:<26} {}\n", entry.name, entry.what);
    return out;
}

/// A name per line, for scripts and completion.
template <class Range>
std::string names_text(const Range& named) {
    std::string out;
    for (const auto& entry : named) out += fmt::format("{}\n", entry.name);
    return out;
}

json interrupt_json(const Scenario& scenario, scenarios::Interrupt kind) {
    const scenarios::Handler& handler = scenario.handlers[kind];
    if (!handler.exists()) return nullptr;
    json cpus = json::array();
    for (unsigned cpu = 0; cpu < scenario.cpus.max; ++cpu) {
        if (handler.cpus.contains(cpu)) cpus.push_back(cpu);
    }
    return {{"budget", handler.budget}, {"cpus", cpus}, {"windows", handler.window}};
}

/// The interrupts by kind; null: the scenario has no interrupts of this kind.
json interrupts_json(const Scenario& scenario) {
    json interrupts;
    for (const scenarios::Interrupt kind : scenarios::interrupts) {
        interrupts[std::string(name(kind))] = interrupt_json(scenario, kind);
    }
    return interrupts;
}

json scenarios_json() {
    json array = json::array();
    for (const Scenario& scenario : scenarios::all()) {
        array.push_back(
            {{"scenario", scenario.name},
             {"claim", scenario.claim},
             {"source", scenario.source},
             {"cpus",
              {{"min", scenario.cpus.min}, {"max", scenario.cpus.max}, {"natural", scenario.cpus.natural}}},
             {"locks", scenario.locks},
             {"lock", name(scenario.form)},
             {"arch", name(scenario.arch)},
             {"interrupts", interrupts_json(scenario)},
             {"slow", scenario.slow},
             {"contention_begin", !scenario.contention_begin.empty()},
             {"contention_end", !scenario.contention_end.empty()}});
    }
    return array;
}

json changes_json(rqspinlock::Changes changes) {
    json array = json::array();
    for (const auto& change : rqspinlock::change_names) {
        if (changes.has(change.change)) array.push_back(change.name);
    }
    return array;
}

json revisions_json() {
    json array = json::array();
    for (const auto& revision : rqspinlock::revisions) {
        array.push_back({{"revision", revision.name},
                         {"commit", revision.source},
                         {"change", revision.what},
                         {"changes", changes_json(revision.changes)}});
    }
    for (const auto& kernel : rqspinlock::kernels) {
        array.push_back({{"kernel", kernel.name},
                         {"source", kernel.source},
                         {"what", kernel.what},
                         {"changes", changes_json(kernel.changes)}});
    }
    return array;
}

json sites_json() {
    json array = json::array();
    for (const auto& entry : scenarios::all_sites) {
        array.push_back({{"site", entry.name}, {"what", entry.what}});
    }
    return array;
}

}  // namespace

int list(const ListOptions& options) {
    std::string out;
    if (options.json) {
        const json array = options.revisions ? revisions_json()
                           : options.sites   ? sites_json()
                                             : scenarios_json();
        out = array.dump(2) + "\n";
    } else if (options.names) {
        out = options.revisions ? names_text(rqspinlock::revisions) + names_text(rqspinlock::kernels)
              : options.sites   ? names_text(scenarios::all_sites)
                                : names_text(scenarios::all());
    } else {
        out = options.revisions ? revisions_text() : options.sites ? sites_text() : scenarios_text();
    }
    if (options.json || options.names) {
        std::fputs(out.c_str(), stdout);  // a table of it must not be fitted to the terminal
    } else {
        show(out);
    }
    return exit_as_expected;
}

}  // namespace tools
