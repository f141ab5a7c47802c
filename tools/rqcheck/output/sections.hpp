// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The sections below a table of many runs: a heading, and lines that name the runs that they are about.

#include <string>
#include <string_view>
#include <vector>

#include "tools/rqcheck/search/plan.hpp"
#include "tools/rqcheck/search/result.hpp"

namespace tools {

/// "nmi-lock-entry/2": a scenario and its number of CPUs
std::string label(const Row& row);
std::string label(const Request& request);

/// Adds a heading and its lines, or nothing if there are no lines.
void add_section(std::string& out, std::string_view heading, const std::vector<std::string>& lines);

/// Texts, and the runs for which they hold. The revisions of a row that have the same text share a line.
class RowLines {
  public:
    void add(const Request& request, const std::string& text);
    /// "nmi-lock-entry/2 on initial, queue-kept: text", in the order in which the texts were added
    std::vector<std::string> lines() const;
    /// "initial, queue-kept: text", for a single row that the reader knows
    std::vector<std::string> lines_without_row() const;
    bool empty() const { return lines_.empty(); }

  private:
    struct Line {
        std::string row;
        std::string text;
        std::vector<std::string> revisions;
    };
    std::vector<Line> lines_;
};

/// Remarks on verdicts, under their heading.
struct Remarks {
    std::string_view heading;
    RowLines lines;
};

/// The runs that the engine refuses, and why. The lines stand below `not_run_heading`.
std::vector<std::string> not_run_lines(const std::vector<NotRun>& not_run);
inline constexpr std::string_view not_run_heading = "not run: the engine cannot";
/// The last line of a command that was stopped before it had made all runs.
inline constexpr const char* not_all_made = "\nstopped: not all runs were made\n";
inline constexpr std::string_view bounds_heading = "hit a bound";
inline constexpr std::string_view unexpected_heading = "unexpected";

/// The remarks on bounds, on unexpected results and on findings. A kind without a remark is left out.
std::vector<Remarks> remarks(const std::vector<const Result*>& results);

/// The machine of each row.
std::vector<std::string> covered(const Plan& plan);

/// The engine, its search, its memory model and its gaps. Each line stands once.
std::vector<std::string> engine_lines(const std::vector<const Result*>& results);

}  // namespace tools
