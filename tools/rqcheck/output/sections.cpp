// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/sections.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <utility>

#include "tools/rqcheck/output/text.hpp"

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
    return fmt::format("{}/{}", request.setup.scenario, request.setup.cpus);
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
    line->revisions.emplace_back(name(request.setup.revision));
}

std::vector<std::string> RowLines::lines() const {
    std::vector<std::string> texts;
    for (const Line& line : lines_) {
        texts.push_back(fmt::format("{} on {}: {}", line.row, join(line.revisions, ", "), line.text));
    }
    return texts;
}

std::vector<std::string> RowLines::lines_without_row() const {
    std::vector<std::string> texts;
    for (const Line& line : lines_) {
        texts.push_back(fmt::format("{}: {}", join(line.revisions, ", "), line.text));
    }
    return texts;
}

std::vector<std::string> not_run_lines(const std::vector<NotRun>& not_run) {
    RowLines lines;
    for (const NotRun& run : not_run) lines.add(run.request, run.reason);
    return lines.lines();
}

std::vector<Remarks> remarks(const std::vector<const Result*>& results) {
    std::vector<Remarks> all;
    const auto add = [&](std::string_view heading, auto text_of) {
        RowLines lines;
        for (const Result* result : results) {
            const std::string text = text_of(*result);
            if (!text.empty()) lines.add(result->report.request, text);
        }
        if (!lines.empty()) all.push_back({heading, std::move(lines)});
    };
    const auto reasons = [](std::vector<std::string> Judgement::*member) {
        return [member](const Result& result) { return join(result.judgement.*member, "; "); };
    };
    add(bounds_heading, [](const Result& result) {
        return result.report.exhausted ? std::string() : end_text(result.report);
    });
    add(unexpected_heading, reasons(&Judgement::unexpected));
    add("never reached, accepted", [](const Result& result) {
        return result.report.request.policy.accept_unreached ? join(result.judgement.unreached, "; ") : "";
    });
    add("expected, not seen within the bound", reasons(&Judgement::not_seen));
    add("races of plain accesses, in so many executions", [](const Result& result) {
        std::vector<std::string> races;
        if (!result.report.plain_races) return std::string();
        for (const auto& [race, count] : *result.report.plain_races)
            races.push_back(fmt::format("{} in {}", race, count));
        return join(races, "; ");
    });
    add("judged on failures alone", reasons(&Judgement::not_compared));
    add("hangs", [](const Result& result) { return join(hangs_of(result.report), "; "); });
    add("findings on record (docs/findings.md)", [](const Result& result) {
        const auto& expectation = result.judgement.expectation;
        return std::string(expectation ? expectation->finding() : "");
    });
    return all;
}

std::vector<std::string> covered(const Plan& plan) {
    std::size_t width = 0;
    for (const Row& row : plan.rows) width = std::max(width, label(row).size());
    std::vector<std::string> lines;
    for (const Row& row : plan.rows) {
        lines.push_back(fmt::format("{:<{}}  {}", label(row), width,
                                    machine_text(*row.scenario, row.requests.front().setup)));
    }
    return lines;
}

std::vector<std::string> engine_lines(const std::vector<const Result*>& results) {
    std::vector<std::string> lines;
    for (const Result* result : results) {
        add_once(lines, fmt::format("{}, {}", result->report.engine,
                                    search_text(result->report.request, result->report.engine)));
    }
    for (const Result* result : results) {
        const Policy& policy = result->report.request.policy;
        if (!policy.empty()) add_once(lines, "fails on: " + text(policy));
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
