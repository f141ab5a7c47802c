// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What tables of many runs say below the table: headings, and lines that name the runs that they are about.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/rqcheck/plan.hpp"
#include "tools/rqcheck/result.hpp"

namespace tools {

/// "nmi-lock-entry/2": a scenario and its number of CPUs
std::string label(const Row& row);
std::string label(const Request& request);

/// A heading and its lines, nothing if there are none.
void add_section(std::string& out, std::string_view heading, const std::vector<std::string>& lines);

/// Texts and where they hold: the revisions of a row that have the same text share a line.
class RowLines {
  public:
    void add(const Request& request, const std::string& text);
    /// "nmi-lock-entry/2 on initial, queue-kept: text", in the order in which they were added
    std::vector<std::string> lines() const;

  private:
    struct Line {
        std::string row;
        std::string text;
        std::vector<std::string> revisions;
    };
    std::vector<Line> lines_;
};

/// A text for each result, empty where there is nothing to say.
std::vector<std::string> by_row(const std::vector<const Result*>& results,
                                const std::function<std::string(const Result&)>& text_of);

/// What the judgements list there.
std::vector<std::string> reasons(const std::vector<const Result*>& results,
                                 std::vector<std::string> Judgement::*member);

/// How the searches ended that did not end by themselves.
std::vector<std::string> bounded(const std::vector<const Result*>& results);

/// The machine of each row.
std::vector<std::string> covered(const Plan& plan);

/// The engine, its search, its memory model and its gaps, each said once.
std::vector<std::string> engine_lines(const std::vector<const Result*>& results);

}  // namespace tools
