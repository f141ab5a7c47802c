// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/conform_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tools/cli/arguments/kernel_tree.hpp"
#include "tools/rqcheck/output/run_text.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

/// Adds lines for the failures, classes, waits and outcomes that only one lock has in a scenario.
void add_lines(std::vector<std::string>& lines, const ConformedRow& row, const Difference& only,
               std::string_view whose) {
    const std::string where = label(row.tree.report.request);
    const auto add = [&](std::string_view what, std::string_view text) {
        lines.push_back(fmt::format("{}: only {}: {} {}", where, whose, what, text));
    };
    constexpr std::size_t most = 3;
    for (const std::string& failure : only.failures) add("failure", failure);
    for (const std::string& one : only.classes) add("class", one);
    if (only.worst_wait != 0) add("a wait of", fmt::format("{}ms", whole_ms(only.worst_wait)));
    for (std::size_t i = 0; i < std::min(most, only.outcomes.size()); ++i) add("outcome", only.outcomes[i]);
    if (only.outcomes.size() > most) {
        lines.push_back(fmt::format("{}: only {}: {} more", where, whose,
                                    counted(only.outcomes.size() - most, "outcome")));
    }
}

std::vector<std::string> difference_lines(const Conformance& conformance) {
    std::vector<std::string> lines;
    for (const ConformedRow& row : conformance.rows) {
        add_lines(lines, row, row.only_tree, "the tree");
        add_lines(lines, row, row.only_ported, conformance.set.text);
    }
    return lines;
}

std::vector<std::string> count_lines(const Conformance& conformance) {
    std::vector<std::string> lines;
    for (const ConformedRow& row : conformance.rows) {
        if (!row.is_same() || row.has_same_counts()) continue;
        lines.push_back(fmt::format("{}: {} in the tree, {} on {}", label(row.tree.report.request),
                                    counted(row.tree.report.executions, "execution"),
                                    row.ported.report.executions, conformance.set));
    }
    return lines;
}

std::vector<std::string> failure_lines(const Conformance& conformance) {
    std::vector<std::string> lines;
    for (const ConformedRow& row : conformance.rows) {
        const std::string failures = failures_text(row.tree.report);
        if (failures.empty()) continue;
        const auto& expectation = row.ported.judgement.expectation;
        const std::string finding =
            row.is_same() && expectation ? std::string(expectation->finding()) : std::string();
        lines.push_back(fmt::format("{}: {}{}", label(row.tree.report.request), failures,
                                    finding.empty() ? "" : fmt::format(", {}", finding)));
    }
    return lines;
}

std::vector<std::string> bound_lines(const Conformance& conformance) {
    std::vector<std::string> lines;
    for (const ConformedRow& row : conformance.rows) {
        for (const Result* const result : {&row.tree, &row.ported}) {
            if (result->report.exhausted) continue;
            lines.push_back(fmt::format("{} on {}: {}", label(result->report.request),
                                        result->report.request.setup.revision, end_text(result->report)));
        }
    }
    return lines;
}

bool says_all(const Conformance& conformance, const std::vector<NotRun>& not_run) {
    return not_run.empty() && conformance.conforms();
}

std::string verdict_of(const Conformance& conformance, const std::vector<NotRun>& not_run,
                       const Paint& paint) {
    if (conformance.rows.empty()) return "nothing was compared\n";
    if (says_all(conformance, not_run)) {
        std::string text = fmt::format("{} does what {} does{}\n", conformance.tree, conformance.set,
                                       conformance.is_part ? ", in what was compared" : "");
        if (!conformance.same_as.empty()) {
            text += fmt::format("no scenario tells {} from it\n", join(conformance.same_as, ", "));
        }
        return paint(Colour::green, text);
    }
    if (conformance.same() == conformance.rows.size()) {
        return paint(Colour::yellow, fmt::format("{} does what {} does, as far as was compared\n",
                                                 conformance.tree, conformance.set));
    }
    if (conformance.is_given) {
        return paint(Colour::red,
                     fmt::format("{} does not do what {} does\n", conformance.tree, conformance.set));
    }
    return paint(Colour::red,
                 fmt::format("{} does what no known set of changes does, of {} tried; the nearest is {}\n",
                             conformance.tree, conformance.sets, conformance.set));
}

/// The trace of the execution that shows the first difference.
std::string shown_trace(const Conformance& conformance, const Paint& paint, std::optional<std::size_t> page) {
    for (const ConformedRow& row : conformance.rows) {
        for (const Result* const result : {&row.tree, &row.ported}) {
            for (const Trace& trace : result->report.traces) {
                if (trace.what != outcome_trace) continue;
                return fmt::format("\n{} on {}", label(result->report.request),
                                   result->report.request.setup.revision) +
                       trace_section(trace, paint, page);
            }
        }
    }
    return "";
}

nlohmann::json difference_json(const Difference& difference) {
    return {{"failures", difference.failures},
            {"classes", difference.classes},
            {"outcomes", difference.outcomes},
            {"worst_wait_ms", whole_ms(difference.worst_wait)}};
}

}  // namespace

std::string conform_text(const Conformance& conformance, const std::vector<NotRun>& not_run,
                         const Paint& paint, std::optional<std::size_t> page) {
    std::string out = fmt::format("{}: {}\n", conformance.tree, tree_text(conformance.tree));
    const std::size_t all = conformance.rows.size();
    fmt::format_to(std::back_inserter(out),
                   "beside {}: the same outcomes in {} of {}, the same counts in {}\n", conformance.set,
                   conformance.same(), counted(all, "scenario"), conformance.same_counts());
    add_section(out, "different", difference_lines(conformance));
    out += shown_trace(conformance, paint, page);
    add_section(out, "same outcomes, other counts (docs/kernel-source.md says why)",
                count_lines(conformance));
    add_section(out, "failures of the tree's lock", failure_lines(conformance));
    add_section(out, bounds_heading, bound_lines(conformance));
    add_section(out, not_run_heading, not_run_lines(not_run));
    return out + "\n" + verdict_of(conformance, not_run, paint);
}

std::string conform_json(const Conformance& conformance, const std::vector<NotRun>& not_run) {
    nlohmann::json rows = nlohmann::json::array();
    for (const ConformedRow& row : conformance.rows) {
        rows.push_back({{"scenario", row.tree.report.request.setup.scenario},
                        {"cpus", row.tree.report.request.setup.cpus},
                        {"same", row.is_same()},
                        {"same_counts", row.has_same_counts()},
                        {"exhausted", row.ended()},
                        {"executions_tree", row.tree.report.executions},
                        {"executions_set", row.ported.report.executions},
                        {"only_tree", difference_json(row.only_tree)},
                        {"only_set", difference_json(row.only_ported)}});
    }
    nlohmann::json refused = nlohmann::json::array();
    for (const NotRun& one : not_run) {
        refused.push_back({{"scenario", one.request.setup.scenario},
                           {"revision", one.request.setup.revision},
                           {"not_run", one.reason}});
    }
    const nlohmann::json json{{"tree", conformance.tree},
                              {"file", tree_text(conformance.tree)},
                              {"set", conformance.set},
                              {"conforms", says_all(conformance, not_run)},
                              {"same_as", conformance.same_as},
                              {"sets_tried", conformance.sets},
                              {"rows", rows},
                              {"not_run", refused}};
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tools
