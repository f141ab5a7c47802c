// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/diff_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "tools/rqcheck/output/run_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using rqspinlock::judge::class_names;
using rqspinlock::judge::failure_names;

template <class Counts, class Names>
std::vector<std::string> names_in(const Counts& counts, const Names& names) {
    std::vector<std::string> present;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (counts[i] != 0) present.emplace_back(names[i]);
    }
    return present;
}

std::vector<std::string> only_in(const std::vector<std::string>& these,
                                 const std::vector<std::string>& others) {
    std::vector<std::string> only;
    for (const std::string& name : these) {
        if (std::find(others.begin(), others.end(), name) == others.end()) only.push_back(name);
    }
    return only;
}

std::vector<std::string> words_of(const Report& report) {
    std::vector<std::string> words = names_in(report.failures, failure_names);
    for (std::string& name : names_in(report.classes, class_names)) words.push_back(std::move(name));
    return words;
}

void add_difference(std::vector<std::string>& to, std::string_view what, const std::string& before,
                    const std::string& after) {
    if (before != after) to.push_back(fmt::format("{}: {} before, {} after", what, before, after));
}

void add_names(std::vector<std::string>& to, std::string_view noun, const std::vector<std::string>& before,
               const std::vector<std::string>& after) {
    for (const std::string& name : only_in(before, after))
        to.push_back(fmt::format("{} {}: gone", noun, name));
    for (const std::string& name : only_in(after, before))
        to.push_back(fmt::format("{} {}: new", noun, name));
}

/// "2 outcomes are new, the first 'cpu0 A=ok'"; empty: there are none
std::string outcomes_only_in(const Report& report, const Report& other, std::string_view what) {
    std::size_t count = 0;
    std::string first;
    for (const auto& [outcome, executions] : report.outcomes) {
        if (other.outcomes.contains(outcome)) continue;
        if (count++ == 0) first = outcome;
    }
    if (count == 0) return "";
    const std::string numbered = counted(count, "outcome");
    return fmt::format("{} {} {}, the first '{}'", numbered, count == 1 ? "is" : "are", what, first);
}

/// Differences that do not fail the command: outcomes, and the number of executions.
std::vector<std::string> details(const Pair& pair) {
    const Report& before = pair.before->report;
    const Report& after = pair.after->report;
    std::vector<std::string> lines;
    for (const std::string& line :
         {outcomes_only_in(before, after, "gone"), outcomes_only_in(after, before, "new")}) {
        if (!line.empty()) lines.push_back(line);
    }
    add_difference(lines, "executions", fmt::format("{}", before.executions),
                   fmt::format("{}", after.executions));
    return lines;
}

/// The first trace of a failure or class that the other report does not have.
const Trace* trace_only_in(const Report& report, const Report& other) {
    const std::vector<std::string> words = only_in(words_of(report), words_of(other));
    for (const Trace& trace : report.traces) {
        if (std::find(words.begin(), words.end(), trace.what) != words.end()) return &trace;
    }
    return nullptr;
}

std::string shown_trace(const Pair& pair, const Paint& paint, std::optional<std::size_t> page) {
    for (const Result* result : {pair.after, pair.before}) {
        const Report& other = (result == pair.after ? pair.before : pair.after)->report;
        const Trace* trace = trace_only_in(result->report, other);
        if (trace == nullptr) continue;
        return fmt::format("  on {}\n{}", result->report.request.setup.revision,
                           trace_section(*trace, paint, page));
    }
    return "";
}

}  // namespace

std::vector<std::string> differences(const Pair& pair) {
    const Report& before = pair.before->report;
    const Report& after = pair.after->report;
    std::vector<std::string> lines;
    add_difference(lines, "verdict", verdict_text(pair.before->judgement),
                   verdict_text(pair.after->judgement));
    add_names(lines, "failure", names_in(before.failures, failure_names),
              names_in(after.failures, failure_names));
    add_names(lines, "class", names_in(before.classes, class_names), names_in(after.classes, class_names));
    add_difference(lines, "longest wait", fmt::format("{}ms", whole_ms(before.worst_wait)),
                   fmt::format("{}ms", whole_ms(after.worst_wait)));
    return lines;
}

bool is_bounded(const Pair& pair) {
    return pair.before->report.end != End::by_itself || pair.after->report.end != End::by_itself;
}

std::string diff_text(const std::vector<Pair>& pairs, const Paint& paint, std::optional<std::size_t> page) {
    std::string out;
    std::string other;
    std::string bounded;
    std::size_t different = 0;
    for (const Pair& pair : pairs) {
        const std::string name = label(pair.before->report.request);
        const std::vector<std::string> lines = differences(pair);
        const std::vector<std::string> more = details(pair);
        if (is_bounded(pair)) {
            bounded += fmt::format("  {}: {} before, {} after\n", name, end_text(pair.before->report),
                                   end_text(pair.after->report));
        }
        if (lines.empty()) {
            if (!more.empty()) other += fmt::format("  {}: {}\n", name, fmt::join(more, "; "));
            continue;
        }
        ++different;
        out += paint.bold(name) + "\n";
        for (const std::string& line : lines) out += "  " + line + "\n";
        for (const std::string& line : more) out += "  " + line + "\n";
        out += shown_trace(pair, paint, page) + "\n";
    }
    if (!other.empty()) out += "same verdict, classes and waits, and yet\n" + other + "\n";
    if (!bounded.empty()) out += "not all was explored\n" + bounded + "\n";
    if (!pairs.empty()) {
        for (const std::string& gap : pairs.front().after->report.gaps) out += fmt::format("gap: {}\n", gap);
    }
    const bool any_own_change = std::any_of(pairs.begin(), pairs.end(), [](const Pair& pair) {
        return !pair.after->report.request.setup.revision.own_change.empty();
    });
    if (any_own_change && different == 0 && other.empty()) {
        out += "the number of executions does not differ either: these searches may not reach the change\n";
    }
    return out + fmt::format("{} of {} differ\n", different, counted(pairs.size(), "scenario"));
}

std::string diff_json(const std::vector<Pair>& pairs) {
    nlohmann::json json = nlohmann::json::array();
    for (const Pair& pair : pairs) {
        json.push_back({{"scenario", pair.before->report.request.setup.scenario},
                        {"cpus", pair.before->report.request.setup.cpus},
                        {"before", pair.before->report.request.setup.revision},
                        {"after", pair.after->report.request.setup.revision},
                        {"differences", differences(pair)},
                        {"details", details(pair)},
                        {"bounded", is_bounded(pair)}});
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tools
