// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/commands/explain.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

#include "lock/judge/classes.hpp"
#include "tools/cli/exit_code.hpp"
#include "tools/cli/terminal.hpp"
#include "tools/cli/usage_error.hpp"
#include "tools/protocol/revision.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/output/window_picture.hpp"
#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/texts/finding_titles.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using scenarios::Expectation;
using scenarios::Scenario;

void add_line(std::string& out, std::string_view name, std::string_view text) {
    fmt::format_to(std::back_inserter(out), "  {:<10} {}\n", name, text);
}

/// The members of a set, as words.
template <class Set, class Value>
std::string words(const Set& set, unsigned count) {
    std::vector<std::string> parts;
    for (unsigned i = 0; i < count; ++i) {
        if (const Value value{static_cast<std::uint8_t>(i)}; set.contains(value)) {
            parts.emplace_back(name(value));
        }
    }
    return join(parts, ", ");
}

std::string finding_text(std::string_view finding) {
    for (const FindingTitle& entry : finding_titles) {
        if (entry.finding == finding) return fmt::format("{}: {}", finding, entry.title);
    }
    return std::string(finding);
}

/// The expectation: a line for the attempts, and a line for a failure if one is expected.
std::vector<std::string> expectation_lines(const std::optional<Expectation>& expectation) {
    using namespace rqspinlock::judge;
    if (!expectation) return {"nothing is claimed: only failures count"};
    const scenarios::ExpectedClasses& classes = expectation->classes;
    std::vector<std::string> lines{fmt::format(
        "{}; longest wait {}{}ms",
        classes.are_exact() ? words<Classes, Class>(classes.come, class_count)
                            : "never " + words<Classes, Class>(classes.never(), class_count),
        expectation->worst_wait.comes ? "" : "at most ", whole_ms(expectation->worst_wait.longest))};
    if (expectation->failure) {
        const std::string_view finding = expectation->finding();
        lines.push_back(fmt::format("FAIL {}{}", name(expectation->failure->kind),
                                    finding.empty() ? "" : ", " + finding_text(finding)));
    }
    return lines;
}

/// Neighbours in a range of revisions, or of numbers of CPUs, with the same expectation.
struct Group {
    std::string first;
    std::string last;
    std::vector<std::string> lines;

    std::string range(std::string_view to) const {
        return first == last ? first : fmt::format("{} {} {}", first, to, last);
    }
};

void add_to_groups(std::vector<Group>& groups, const std::string& next, bool may_join,
                   std::vector<std::string> lines) {
    if (may_join && !groups.empty() && groups.back().lines == lines) {
        groups.back().last = next;
    } else {
        groups.push_back({next, next, std::move(lines)});
    }
}

/// The lines of a table of revisions. A group never contains both revisions of the history and kernels that
/// are not among them, nor fixes that no kernel has together with either.
std::vector<std::string> expected_lines(const Scenario& scenario, unsigned cpus) {
    std::vector<Group> groups;
    const auto add = [&](const std::vector<Revision>& revisions) {
        bool may_join = false;
        for (const Revision& revision : revisions) {
            add_to_groups(groups, revision.text, std::exchange(may_join, true),
                          expectation_lines(scenario.expected.on(revision.changes, cpus)));
        }
    };
    add(history());
    add(kernels_apart());
    add(repairs());
    std::size_t width = 0;
    for (const Group& group : groups) width = std::max(width, group.range("to").size());
    std::vector<std::string> lines;
    for (const Group& group : groups) {
        std::string left = group.range("to");
        for (const std::string& line : group.lines) {
            lines.push_back(fmt::format("    {:<{}}  {}", left, width, line));
            left.clear();
        }
    }
    return lines;
}

std::string expected_text(const Scenario& scenario) {
    std::vector<Group> groups;
    for (unsigned cpus = scenario.cpus.min; cpus <= scenario.cpus.max; ++cpus) {
        add_to_groups(groups, fmt::format("{}", cpus), true, expected_lines(scenario, cpus));
    }
    std::string out;
    for (const Group& group : groups) {
        out += fmt::format("\n  expected with {} {}\n{}\n", group.range("to"),
                           group.last == "1" ? "CPU" : "CPUs", join(group.lines, "\n"));
    }
    return out;
}

/// The contexts, from the lowest to the one that interrupts all others.
std::string contexts_text(const Scenario& scenario) {
    std::string text = "task";
    bool has_interrupts = false;
    for (const auto interrupt :
         {scenarios::Interrupt::softirq, scenarios::Interrupt::hardirq, scenarios::Interrupt::nmi}) {
        if (!scenario.handlers[interrupt].exists()) continue;
        text += fmt::format(" < {}", name(interrupt));
        has_interrupts = true;
    }
    if (has_interrupts) text += ": a higher one interrupts a lower one";
    const std::string traced = traced_text(scenario);
    return traced.empty() ? text : text + "; " + traced;
}

std::string explanation(const Scenario& scenario, const Request& request, const Paint& paint) {
    std::string out = paint.bold(scenario.name) + "\n";
    add_line(out, "claim", scenario.claim);
    if (!scenario.source.empty()) add_line(out, "source", scenario.source);
    add_line(out, "models", fmt::format("{}; {}", cpu_range_text(scenario.cpus), locks_text(scenario)));
    add_line(out, "contexts", contexts_text(scenario));
    add_line(out, "machine", machine_text(scenario, request.setup));
    out += expected_text(scenario);
    const std::string picture = window_picture(request.setup);
    if (!picture.empty()) {
        out +=
            "\n  window: just before an access that is marked, ^N an NMI may arrive, ^H a hardirq, ^S a "
            "softirq\n\n" +
            picture;
    }
    out += fmt::format("\n  rqcheck run {} --revision history\n", scenario.name);
    return out;
}

}  // namespace

CLI::App* add_explain(CLI::App& app, ExplainOptions& options) {
    CLI::App* command =
        app.add_subcommand("explain", "Show what a scenario models, claims and expects, without a search");
    command->add_option("scenario", options.scenarios, "Names of scenarios, see 'rqcheck list'")
        ->type_name("SCENARIO");
    return command;
}

int explain(const ExplainOptions& options) {
    if (options.scenarios.empty()) throw UsageError("explain what? Name a scenario, see 'rqcheck list'");
    const Plan plan = make_plan(named_scenarios(options.scenarios), true, SearchOptions{}, Revision().text);
    const Paint paint = Paint::for_stdout();
    std::string out;
    for (const Row& row : plan.rows) {
        if (!out.empty()) out += "\n";
        out += explanation(*row.scenario, row.requests.front(), paint);
    }
    show(out);
    return exit_as_expected;
}

}  // namespace tools
