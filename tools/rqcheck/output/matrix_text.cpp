// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/matrix_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/rqcheck/output/cell.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/wide_table.hpp"

namespace tools {
namespace {

Colour colour_of(CellState state) {
    switch (state) {
        case CellState::closed:
        case CellState::holds:
            return Colour::green;
        case CellState::open:
        case CellState::bounded:
            return Colour::yellow;
        case CellState::fails:
        case CellState::fails_anew:
            return Colour::red;
    }
    return Colour::none;
}

TableEntry entry_of(const std::optional<Result>& result) {
    if (!result) return {};
    const Cell cell = cell_of(*result);
    return {cell.text, colour_of(cell.state), !result->judgement.as_expected()};
}

std::string table(const Plan& plan, const std::vector<Cells>& cells, const Paint& paint,
                  std::optional<std::size_t> page) {
    std::vector<std::string> labels;
    for (const Row& row : plan.rows) labels.push_back(label(row));
    std::vector<TableColumn> columns;
    for (std::size_t number = 0; number < plan.revisions.size(); ++number) {
        TableColumn& column = columns.emplace_back();
        column.head = name(plan.revisions[number]);
        for (const Cells& row : cells) column.entries.push_back(entry_of(row[number]));
    }
    return wide_table(labels, columns, paint, page);
}

std::string legend_text(const std::vector<const Result*>& results, const std::vector<Revision>& columns,
                        bool any_not_run) {
    std::vector<Meaning> legend = cell_legend(results);
    if (any_not_run) legend.push_back({"-", "was not run"});
    for (Meaning& kernel : kernels_without_column(columns)) legend.push_back(std::move(kernel));
    std::size_t width = 0;
    for (const Meaning& entry : legend) width = std::max(width, entry.word.size());
    std::string out = "\nis the window open?\n";
    for (const Meaning& entry : legend)
        out += fmt::format("  {:<{}}  {}\n", entry.word, width, entry.meaning);
    return out;
}

}  // namespace

std::string matrix_text(const Plan& plan, const std::vector<Cells>& cells, const std::vector<NotRun>& not_run,
                        const Paint& paint, std::optional<std::size_t> page) {
    const std::vector<const Result*> results = made(cells);
    const bool is_whole = results.size() == plan.rows.size() * plan.revisions.size();
    std::string out = table(plan, cells, paint, page) + legend_text(results, plan.revisions, !is_whole);
    add_section(out, "covered", covered(plan));
    add_section(out, "engine", engine_lines(results));
    add_section(out, not_run_heading, not_run_lines(not_run));
    for (const Remarks& remark : remarks(results)) add_section(out, remark.heading, remark.lines.lines());
    return out;
}

}  // namespace tools
