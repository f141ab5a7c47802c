// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/sections.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <utility>

#include "tools/rqcheck/text.hpp"

namespace tools {
namespace {

void add_once(std::vector<std::string>& lines, std::string line) {
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
}

}  // namespace

std::string label(const Row& row) {
    return label(row.requests.front());
}

std::string label(const Request& request) {
    return fmt::format("{}/{}", request.scenario, request.cpus);
}

void add_section(std::string& out, std::string_view heading, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    fmt::format_to(std::back_inserter(out), "\n{}\n", heading);
    for (const std::string& line : lines) fmt::format_to(std::back_inserter(out), "  {}\n", line);
}

void RowLines::add(const Request& request, const std::string& text) {
    const std::string row = label(request);
    auto line = std::find_if(lines_.begin(), lines_.end(),
                             [&](const Line& l) { return l.row == row && l.text == text; });
    if (line == lines_.end()) line = lines_.insert(lines_.end(), Line{row, text, {}});
    line->revisions.push_back(request.revision);
}

std::vector<std::string> RowLines::lines() const {
    std::vector<std::string> texts;
    for (const Line& line : lines_) {
        texts.push_back(fmt::format("{} on {}: {}", line.row, join(line.revisions, ", "), line.text));
    }
    return texts;
}

std::vector<std::string> by_row(const std::vector<const Result*>& results,
                                const std::function<std::string(const Result&)>& text_of) {
    RowLines lines;
    for (const Result* result : results) {
        const std::string text = text_of(*result);
        if (!text.empty()) lines.add(result->report.request, text);
    }
    return lines.lines();
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

std::vector<std::string> covered(const Plan& plan) {
    std::size_t width = 0;
    for (const Row& row : plan.rows) width = std::max(width, label(row).size());
    std::vector<std::string> lines;
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

}  // namespace tools
