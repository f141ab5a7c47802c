// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/matrix_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <span>

#include "tools/rqcheck/output/cell.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"

namespace tools {
namespace {

struct Entry {
    std::string text = "-";
    Colour colour = Colour::none;
    bool bold = false;
};

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

Entry entry_of(const std::optional<Result>& result) {
    if (!result) return {};
    const Cell cell = cell_of(*result);
    return {cell.text, colour_of(cell.state), !result->judgement.as_expected()};
}

std::size_t label_width(const Plan& plan) {
    std::size_t width = 0;
    for (const Row& row : plan.rows) width = std::max(width, label(row).size());
    return width;
}

/// A column of the table: the kernel, and an entry for each row.
struct Column {
    std::string head;
    std::vector<Entry> entries;
    std::size_t width = 0;
};

std::vector<Column> columns_of(const Plan& plan, const std::vector<Cells>& cells) {
    std::vector<Column> columns;
    for (std::size_t number = 0; number < plan.revisions.size(); ++number) {
        Column column{std::string(name(plan.revisions[number])), {}, 0};
        column.width = column.head.size();
        for (const Cells& row : cells) {
            column.entries.push_back(entry_of(row[number]));
            column.width = std::max(column.width, column.entries.back().text.size());
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

/// A table of the labels and some of the columns. Padding comes before each text, so that no line ends with
/// blanks and colours do not count as width.
std::string part_of_table(const Plan& plan, std::span<const Column> columns, const Paint& paint) {
    constexpr std::string_view between = "  ";
    const std::size_t first = label_width(plan);
    std::string out(first, ' ');
    std::string gap;
    for (const Column& column : columns) {
        out += gap + std::string(between) + column.head;
        gap = std::string(column.width - column.head.size(), ' ');
    }
    out += "\n";
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        const std::string name = label(plan.rows[row]);
        out += name;
        gap = std::string(first - name.size(), ' ');
        for (const Column& column : columns) {
            const Entry& entry = column.entries[row];
            const std::string text = paint(entry.colour, entry.text);
            out += gap + std::string(between) + (entry.bold ? paint.bold(text) : text);
            gap = std::string(column.width - entry.text.size(), ' ');
        }
        out += "\n";
    }
    return out;
}

/// The columns that do not fit beside the others stand in further tables below, and each table has the
/// labels.
std::string table(const Plan& plan, const std::vector<Cells>& cells, const Paint& paint,
                  std::optional<std::size_t> page) {
    const std::vector<Column> columns = columns_of(plan, cells);
    const std::span<const Column> all(columns);
    std::string out;
    for (std::size_t begin = 0; begin < all.size();) {
        std::size_t width = label_width(plan);
        std::size_t end = begin;
        while (end < all.size() && (end == begin || !page || width + 2 + all[end].width <= *page)) {
            width += 2 + all[end++].width;
        }
        if (begin != 0) out += "\n";
        out += part_of_table(plan, all.subspan(begin, end - begin), paint);
        begin = end;
    }
    return out;
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
