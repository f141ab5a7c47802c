// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/coverage_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"

namespace tools {
namespace {

using scenarios::Interrupt;

/// A row with fewer scenarios than this names them.
constexpr std::size_t few_scenarios = 4;

/// The cells of a line: the first column, and then numbers. Behind them stands a remark that few rows have.
struct Line {
    std::vector<std::string> cells;
    std::string remark;
};

/// A table, with its heading as the first of the lines.
std::string table(const std::vector<Line>& lines) {
    std::vector<std::size_t> widths(lines.front().cells.size());
    for (const Line& line : lines) {
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], line.cells[i].size());
        }
    }
    std::string out;
    for (const Line& line : lines) {
        out += fmt::format("{:<{}}", line.cells.front(), widths.front());
        for (std::size_t i = 1; i < widths.size(); ++i) {
            out += fmt::format("  {:>{}}", line.cells[i], widths[i]);
        }
        out += line.remark.empty() ? "\n" : fmt::format("  {}\n", line.remark);
    }
    return out;
}

Line line_of(const CoverageRow& row, bool is_site) {
    Line line{{std::string(row.name), std::to_string(row.scenarios.size()), std::to_string(row.count)}, ""};
    for (const Interrupt interrupt : scenarios::interrupts) {
        if (is_site) {
            line.cells.push_back(std::to_string(row.interrupted[static_cast<unsigned>(interrupt)]));
        }
    }
    if (row.scenarios.size() < few_scenarios) line.remark = fmt::format("{}", fmt::join(row.scenarios, ", "));
    return line;
}

std::string rows_text(Line heading, const std::vector<CoverageRow>& rows, bool are_sites) {
    std::vector<Line> lines{std::move(heading)};
    for (const CoverageRow& row : rows) lines.push_back(line_of(row, are_sites));
    return table(lines);
}

std::string head(const Plan& plan, const std::vector<const Result*>& results) {
    std::uint64_t executions = 0;
    for (const Result* result : results) executions += result->report.executions;
    return fmt::format("coverage of {} on {}: {}, {}\n\n", counted(plan.rows.size(), "scenario"),
                       counted(plan.revisions.size(), "revision"), counted(results.size(), "search"),
                       counted(executions, "execution"));
}

std::vector<std::string> unexplained(const std::vector<Gap>& gaps) {
    std::vector<std::string> lines;
    for (const Gap& gap : gaps) {
        if (!gap.reason.empty()) continue;
        lines.push_back(gap.what.empty() ? fmt::format("{} {}", name(gap.kind), gap.name)
                                         : fmt::format("{} {}: {}", name(gap.kind), gap.name, gap.what));
    }
    return lines;
}

std::vector<std::string> explained(const std::vector<Gap>& gaps) {
    std::vector<std::string> lines;
    for (const Gap& gap : gaps) {
        if (gap.reason.empty()) continue;
        lines.push_back(fmt::format("{} {}: {}", name(gap.kind), gap.name, gap.reason));
    }
    return lines;
}

std::vector<std::string> stale(const CoverageTable& table) {
    std::vector<std::string> lines;
    for (const Explanation& explanation : stale_explanations(table)) {
        lines.push_back(
            fmt::format("{} {}: {}", name(explanation.kind), explanation.name, explanation.reason));
    }
    return lines;
}

}  // namespace

std::string coverage_text(const Plan& plan, const std::vector<const Result*>& results,
                          const CoverageTable& table, bool whole) {
    if (results.empty()) return "";
    std::string out = head(plan, results);
    Line sites{{"site", "scenarios", "executions"}, ""};
    for (const Interrupt interrupt : scenarios::interrupts) {
        sites.cells.push_back(fmt::format("{}s", name(interrupt)));
    }
    out += rows_text(sites, table.sites, true);
    out += "\n" + rows_text({{"path", "scenarios", "executions"}, ""}, table.paths, false);
    out += "\n" + rows_text({{"class", "scenarios", "attempts"}, ""}, table.classes, false);
    out +=
        "\nexecutions that reach a site, and that have an interrupt of each kind just before it; the "
        "scenarios\n"
        "by name where they are few\n";
    add_section(out, "covered", covered(plan));
    add_section(out, "engine", engine_lines(results));
    for (const Remarks& remark : remarks(results)) {
        if (remark.heading == bounds_heading) {
            add_section(out, "hit a bound: what was not reached may lie beyond it", remark.lines.lines());
        }
        if (remark.heading == unexpected_heading) add_section(out, remark.heading, remark.lines.lines());
    }
    const std::vector<Gap> all = gaps(table);
    add_section(out, "not reached, for a reason", explained(all));
    add_section(out, "said not to be reached, and was: tools/rqcheck/search/explanations.hpp", stale(table));
    const std::vector<std::string> open = unexplained(all);
    add_section(out, whole ? "not reached by any scenario" : "not reached by these searches", open);
    if (open.empty()) out += all.empty() ? "\nall is reached\n" : "\nall else is reached\n";
    return out;
}

}  // namespace tools
