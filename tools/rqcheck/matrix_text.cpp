// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/matrix_text.hpp"

#include <fmt/format.h>
#include <algorithm>

#include "tools/report/wait.hpp"
#include "tools/rqcheck/sections.hpp"
#include "tools/rqcheck/text.hpp"

namespace tools {
namespace {

struct Cell {
    std::string text = "-";
    Colour colour = Colour::none;
    bool bold = false;
};

/// "pass 0ms", "FAIL stuck!", "bounded 250ms"
Cell cell_of(const std::optional<Result>& result) {
    if (!result) return {};
    const Judgement& judgement = result->judgement;
    std::string text = verdict_text(judgement);
    if (!judgement.failure) text += fmt::format(" {}ms", whole_ms(result->report.worst_wait));
    if (!judgement.as_expected()) text += "!";
    return {text, verdict_colour(judgement), !judgement.as_expected()};
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
        std::size_t width = plan.revisions[column].size();
        for (const Cells& row : cells) width = std::max(width, cell_of(row[column]).text.size());
        widths.push_back(width);
    }
    // Padding comes before the text, so that no line ends with spaces and colours do not count.
    std::string out(first, ' ');
    std::string gap;
    for (std::size_t column = 0; column < widths.size(); ++column) {
        out += gap + "  " + plan.revisions[column];
        gap = std::string(widths[column] - plan.revisions[column].size(), ' ');
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

std::vector<const Result*> made(const std::vector<Cells>& cells) {
    std::vector<const Result*> results;
    for (const Cells& row : cells) {
        for (const std::optional<Result>& cell : row) {
            if (cell) results.push_back(&*cell);
        }
    }
    return results;
}

std::vector<std::string> findings(const std::vector<const Result*>& results) {
    return by_row(results, [](const Result& result) {
        const auto& expectation = result.judgement.expectation;
        return std::string(expectation ? expectation->finding : "");
    });
}

std::string legend(const std::vector<const Result*>& results) {
    const auto all_of_relacy = [](const Result* r) { return r->report.engine == "relacy"; };
    const std::string_view whose = std::all_of(results.begin(), results.end(), all_of_relacy)
                                       ? "of Relacy's schedules"
                                       : "execution graphs";
    return fmt::format(
        "\nverdict and longest virtual wait; ! is not what the history claims; - was not run\n"
        "  pass     no execution failed, in all {}\n"
        "  bounded  no execution failed up to the bound that the search hit\n"
        "  FAIL     an execution failed, with the worst kind of failure\n",
        whose);
}

}  // namespace

std::string matrix_text(const Plan& plan, const std::vector<Cells>& cells, const Paint& paint) {
    const std::vector<const Result*> results = made(cells);
    std::string out = table(plan, cells, paint) + legend(results);
    add_section(out, "covered", covered(plan));
    add_section(out, "engine", engine_lines(results));
    add_section(out, "hit a bound", bounded(results));
    add_section(out, "unexpected", reasons(results, &Judgement::unexpected));
    add_section(out, "expected, not seen within the bound", reasons(results, &Judgement::not_seen));
    add_section(out, "judged on failures alone", reasons(results, &Judgement::not_compared));
    add_section(out, "findings on record (docs/findings.md)", findings(results));
    return out;
}

}  // namespace tools
