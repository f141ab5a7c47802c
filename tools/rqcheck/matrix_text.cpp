// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/matrix_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>

#include "tools/report/wait.hpp"
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

std::string label(const Row& row) {
    return fmt::format("{}/{}", row.scenario->name, row.requests.front().cpus);
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

/// A heading and its lines, nothing if there are none.
void add_section(std::string& out, std::string_view heading, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    fmt::format_to(std::back_inserter(out), "\n{}\n", heading);
    for (const std::string& line : lines) fmt::format_to(std::back_inserter(out), "  {}\n", line);
}

void add_once(std::vector<std::string>& lines, std::string line) {
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
}

std::vector<std::string> covered(const Plan& plan) {
    std::vector<std::string> lines;
    const std::size_t width = label_width(plan);
    for (const Row& row : plan.rows) {
        lines.push_back(
            fmt::format("{:<{}}  {}", label(row), width, machine_text(*row.scenario, row.requests.front())));
    }
    return lines;
}

std::vector<std::string> engine_lines(const std::vector<const Result*>& results) {
    std::vector<std::string> lines;
    for (const Result* result : results) {
        add_once(lines, fmt::format("{}, {}", result->report.engine, search_text(result->report.request)));
    }
    for (const Result* result : results) {
        if (!result->report.memory_model.empty()) add_once(lines, "memory: " + result->report.memory_model);
    }
    for (const Result* result : results) {
        for (const std::string& gap : result->report.gaps) add_once(lines, "gap: " + gap);
    }
    return lines;
}

/// A text for each result, empty where there is nothing to say, as lines that name where it holds: the
/// revisions of a row that have the same text share a line.
template <class TextOf>
std::vector<std::string> by_row(const std::vector<const Result*>& results, TextOf text_of) {
    struct Line {
        std::string row;
        std::string text;
        std::vector<std::string> revisions;
    };
    std::vector<Line> lines;
    for (const Result* result : results) {
        const Request& request = result->report.request;
        const std::string row = fmt::format("{}/{}", request.scenario, request.cpus);
        const std::string text = text_of(*result);
        if (text.empty()) continue;
        auto line = std::find_if(lines.begin(), lines.end(),
                                 [&](const Line& l) { return l.row == row && l.text == text; });
        if (line == lines.end()) line = lines.insert(lines.end(), Line{row, text, {}});
        line->revisions.push_back(request.revision);
    }
    std::vector<std::string> texts;
    for (const Line& line : lines) {
        texts.push_back(fmt::format("{} on {}: {}", line.row, join(line.revisions, ", "), line.text));
    }
    return texts;
}

std::vector<std::string> reasons(const std::vector<const Result*>& results,
                                 std::vector<std::string> Judgement::*member) {
    return by_row(results, [&](const Result& result) { return join(result.judgement.*member, "; "); });
}

std::vector<std::string> bounded(const std::vector<const Result*>& results) {
    return by_row(results, [](const Result& result) {
        return result.report.exhausted ? std::string() : end_text(result.report);
    });
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
