// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/matrix_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"

namespace tools {
namespace {

struct Cell {
    std::string text = "-";
    Colour colour = Colour::none;
    bool bold = false;
};

Cell cell_of(const std::optional<Result>& result) {
    if (!result) return {};
    return {cell_text(*result), verdict_colour(result->judgement), !result->judgement.as_expected()};
}

std::size_t label_width(const Plan& plan) {
    std::size_t width = 0;
    for (const Row& row : plan.rows) width = std::max(width, label(row).size());
    return width;
}

std::string table(const Plan& plan, const std::vector<Cells>& cells, const Paint& paint) {
    const std::size_t first = label_width(plan);
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < plan.revisions.size(); ++column) {
        std::size_t width = name(plan.revisions[column]).size();
        for (const Cells& row : cells) width = std::max(width, cell_of(row[column]).text.size());
        widths.push_back(width);
    }
    // Padding comes before the text, so that no line ends with spaces and colours do not count.
    std::string out(first, ' ');
    std::string gap;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        out += fmt::format("{}  {}", gap, plan.revisions[column]);
        gap = std::string(widths[column] - name(plan.revisions[column]).size(), ' ');
    }
    out += "\n";
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        const std::string name = label(plan.rows[row]);
        out += name;
        gap = std::string(first - name.size(), ' ');
        for (std::size_t column = 0; column < widths.size(); ++column) {
            const Cell cell = cell_of(cells[row][column]);
            const std::string text = paint(cell.colour, cell.text);
            out += gap + "  " + (cell.bold ? paint.bold(text) : text);
            gap = std::string(widths[column] - cell.text.size(), ' ');
        }
        out += "\n";
    }
    return out;
}

std::string legend_text(const std::vector<const Result*>& results) {
    std::string out = "\nverdict and longest virtual wait; ! is not what the history claims; - was not run\n";
    for (const Meaning& entry : verdict_legend(results))
        out += fmt::format("  {:<8} {}\n", entry.word, entry.meaning);
    return out;
}

}  // namespace

std::string matrix_text(const Plan& plan, const std::vector<Cells>& cells, const std::vector<NotRun>& not_run,
                        const Paint& paint) {
    const std::vector<const Result*> results = made(cells);
    std::string out = table(plan, cells, paint) + legend_text(results);
    add_section(out, "covered", covered(plan));
    add_section(out, "engine", engine_lines(results));
    add_section(out, not_run_heading, not_run_lines(not_run));
    for (const Remarks& remark : remarks(results)) add_section(out, remark.heading, remark.lines.lines());
    return out;
}

}  // namespace tools
