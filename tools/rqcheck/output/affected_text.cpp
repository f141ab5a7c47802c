// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/affected_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "tools/cli/exit_code.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/output/wide_table.hpp"
#include "tools/rqcheck/texts/finding_titles.hpp"

namespace tools {
namespace {

const rqspinlock::ChangeName& name_of(rqspinlock::Change change) {
    return rqspinlock::change_names[static_cast<std::size_t>(change)];
}

/// "tail-reset, commit 7a3c0289c3c8 of the kernel"
std::string repair_text(const scenarios::Finding& finding) {
    const rqspinlock::ChangeName& repair = name_of(finding.repaired);
    if (is_repair(finding.repaired)) return fmt::format("in no kernel; here {}", repair.name);
    return fmt::format("{}, commit {} of the kernel", repair.name, repair.commit);
}

/// The searches that show the finding: "nmi-trylock-lost/4 (stuck in 84 executions)".
std::string evidence_text(const AffectedCell& cell) {
    std::vector<std::string> shown;
    for (const Result* result : cell.shown_by) {
        shown.push_back(fmt::format("{} ({})", label(result->report.request), failures_text(result->report)));
    }
    return join(shown, ", ");
}

std::string evidence_lines(const AffectedTable& table, const AffectedRow& row) {
    std::string out;
    for (std::size_t first = 0; first < row.cells.size();) {
        std::size_t next = first + 1;
        const std::string evidence = evidence_text(row.cells[first]);
        while (next < row.cells.size() && evidence_text(row.cells[next]) == evidence) ++next;
        if (row.cells[first].affected == Affected::yes) {
            const std::vector<std::string> columns(table.columns.begin() + static_cast<std::ptrdiff_t>(first),
                                                   table.columns.begin() + static_cast<std::ptrdiff_t>(next));
            out += fmt::format("  {}: {}\n", join(columns, ", "), evidence);
        }
        first = next;
    }
    return out;
}

std::string table_text(const AffectedTable& table, std::optional<std::size_t> page) {
    std::vector<std::string> labels;
    for (const AffectedRow& row : table.rows) labels.push_back(fmt::format("{:<4}", row.finding.name));
    std::vector<TableColumn> columns;
    for (std::size_t number = 0; number < table.columns.size(); ++number) {
        // The longest answer, "unknown", so that tables of different kernels look alike.
        constexpr std::size_t longest_answer = 7;
        TableColumn& column = columns.emplace_back(TableColumn{table.columns[number], {}, longest_answer});
        for (const AffectedRow& row : table.rows) {
            column.entries.push_back({std::string(name(row.cells[number].affected))});
        }
    }
    return wide_table(labels, columns, Paint(false), page);
}

std::string legend_text(const AffectedTable& table) {
    const auto any = [&](Affected affected) {
        return std::any_of(table.rows.begin(), table.rows.end(), [&](const AffectedRow& row) {
            return std::any_of(row.cells.begin(), row.cells.end(),
                               [&](const AffectedCell& cell) { return cell.affected == affected; });
        });
    };
    std::string out =
        "\n  yes      a search has an execution that fails in this way\n"
        "  no       no execution of the scenarios that are on record for it does, in all of them\n";
    if (any(Affected::unknown)) out += "  unknown  a search did not end by itself\n";
    return out;
}

}  // namespace

std::string affected_text(const AffectedTable& table, const std::vector<const Result*>& results,
                          std::optional<std::size_t> page) {
    std::string out = table_text(table, page) + legend_text(table);
    for (const AffectedRow& row : table.rows) {
        out += fmt::format("\n{}: {}\n  repaired: {}\n", row.finding.name, title_of(row.finding.name),
                           repair_text(row.finding));
        out += evidence_lines(table, row);
    }
    std::uint64_t executions = 0;
    for (const Result* result : results) executions += result->report.executions;
    out += fmt::format("\n{}, {}\n", counted(results.size(), "search"), counted(executions, "execution"));
    RowLines others;
    for (const Result* result : results) {
        for (const std::string& symptom : not_on_record(result->report))
            others.add(result->report.request, symptom);
    }
    add_section(out, "failures that look like no finding on record", others.lines());
    add_section(out, "engine", engine_lines(results));
    return out;
}

std::string affected_json(const AffectedTable& table) {
    nlohmann::json json = nlohmann::json::array();
    for (const AffectedRow& row : table.rows) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            nlohmann::json shown = nlohmann::json::array();
            for (const Result* result : row.cells[i].shown_by) {
                shown.push_back({{"scenario", result->report.request.setup.scenario},
                                 {"cpus", result->report.request.setup.cpus},
                                 {"failures", failures_text(result->report)}});
            }
            json.push_back({{"finding", row.finding.name},
                            {"revision", table.columns[i]},
                            {"affected", name(row.cells[i].affected)},
                            {"repaired", name_of(row.finding.repaired).name},
                            {"shown_by", shown}});
        }
    }
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

int affected_exit_code(const AffectedTable& table) {
    int code = exit_as_expected;
    for (const AffectedRow& row : table.rows) {
        for (const AffectedCell& cell : row.cells) {
            if (cell.affected == Affected::yes) return exit_unexpected;
            if (cell.affected != Affected::no) code = exit_bounded;
        }
    }
    return code;
}

}  // namespace tools
