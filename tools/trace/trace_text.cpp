// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/trace_text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "tools/support/fold.hpp"
#include "tools/trace/hang.hpp"
#include "tools/trace/trace_rows.hpp"

namespace tools {
namespace {

constexpr std::size_t time_width = 7;
constexpr std::size_t widest_column = 52;
constexpr std::size_t narrowest_column = 20;
constexpr std::size_t narrowest_page = 40;
/// A longer token is inconvenient to paste.
constexpr std::size_t longest_token = 400;

std::string cell(const TraceRow& row) {
    std::string cell(2 * row.depth, ' ');
    cell += row.text;
    if (!row.place.empty()) cell += "  " + row.place;
    // A sentence below the rows says what could end the hang.
    if (row.is_hang) return cell;
    for (std::size_t i = 0; i < row.comments.size(); ++i) cell += (i == 0 ? "  /* " : ", ") + row.comments[i];
    return row.comments.empty() ? cell : cell + " */";
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

void append_line(std::string& text, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
}

/// The columns of the CPUs. A row has one cell, so a cell reaches over the columns to its right. A cell that
/// is too long goes on in the line below.
class Columns {
  public:
    Columns(const std::vector<TraceRow>& rows, std::size_t cpus, std::size_t page) : page_(page) {
        std::size_t longest = 0;
        for (const TraceRow& row : rows) longest = std::max(longest, cell(row).size());
        if (cpus == 1) return;
        const std::size_t room = page_ - time_width;
        const std::size_t wanted = room > longest ? (room - longest) / (cpus - 1) : 0;
        const std::size_t most = std::min(widest_column, room / cpus);
        width_ = std::clamp(wanted, std::min(narrowest_column, most), most);
    }

    std::size_t offset(unsigned cpu) const { return time_width + width_ * cpu; }

    void append(std::string& text, const std::string& time, unsigned cpu, const std::string& cell) const {
        std::string line = padded(time, offset(cpu));
        std::string rest = cell;
        const std::size_t indent = cell.find_first_not_of(' ') + 4;
        while (line.size() + rest.size() > page_ && line.size() < page_) {
            const std::size_t room = page_ - line.size();
            const std::size_t cut = rest.rfind(' ', room);
            if (cut == std::string::npos || cut <= indent) break;
            append_line(text, line + rest.substr(0, cut));
            line = std::string(offset(cpu), ' ');
            rest = std::string(indent, ' ') + rest.substr(cut + 1);
        }
        append_line(text, line + rest);
    }

  private:
    std::size_t page_;
    std::size_t width_ = 0;
};

/// Rows that repeat, with the same text and another time.
struct Repetition {
    std::size_t period = 0;  ///< rows of a round; 0: no rows repeat
    std::size_t rounds = 0;
};

bool is_same(const TraceRow& left, const TraceRow& right) {
    return left.cpu == right.cpu && cell(left) == cell(right);
}

/// The shortest round that begins at a row and repeats often enough to be left out.
Repetition repetition_at(const std::vector<TraceRow>& rows, std::size_t begin) {
    constexpr std::size_t longest_round = 200;
    constexpr std::size_t fewest_rounds = 5;
    for (std::size_t period = 1; period <= longest_round; ++period) {
        std::size_t same = 0;
        while (begin + period + same < rows.size() &&
               is_same(rows[begin + same], rows[begin + period + same])) {
            ++same;
        }
        const std::size_t rounds = same / period + 1;
        if (rounds >= fewest_rounds) return {period, rounds};
    }
    return {};
}

void append_ends(std::string& text, const ExecutionTrace& trace, const Columns& columns) {
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) {
        const std::string end = end_text(trace, cpu);
        if (!end.empty()) columns.append(text, "", cpu, end);
    }
}

void append_verdict(std::string& text, const ExecutionTrace& trace, std::size_t width) {
    if (!trace.race.empty()) text += race_text(trace) + "\n";
    if (const std::string misuse = misuse_text(trace); !misuse.empty()) text += misuse + "\n";
    if (const std::string check = failed_check_text(trace); !check.empty())
        text += folded(check, width, 4) + "\n";
    text += meaning_text(trace.what) + "\n";
    for (const std::string& hang : hang_sentences(trace)) text += folded(hang, width, 4) + "\n";
    if (trace.replay.empty()) return;
    if (trace.replay.size() <= longest_token) {
        text += "rqcheck replay " + trace.replay + "\n";
    } else {
        text += "rqcheck replay FILE, which 'rqcheck run --trace-json FILE' writes: the token is long\n";
    }
}

}  // namespace

std::string trace_text(const ExecutionTrace& trace, std::size_t width) {
    const std::vector<TraceRow> rows = trace_rows(trace);
    const Columns columns(rows, trace.ends.size(), std::max(width, narrowest_page));
    std::string text;
    std::string head = "time";
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) {
        head = padded(head, columns.offset(cpu)) + fmt::format("cpu{}", cpu);
    }
    append_line(text, head);
    std::uint64_t shown = ~std::uint64_t{0};
    std::size_t shown_to = 0;  // the row up to which the rounds of a repetition are shown
    Repetition repetition;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        constexpr std::uint64_t millisecond = 1'000'000;
        const TraceRow& row = rows[i];
        if (i >= shown_to) {
            constexpr std::size_t shown_rounds = 2;
            if (repetition.period != 0) {
                const std::size_t left_out = repetition.rounds - shown_rounds;
                columns.append(text, "", row.cpu, fmt::format("... {} more rounds like this", left_out));
                i += left_out * repetition.period - 1;
                repetition = {};
                continue;
            }
            repetition = repetition_at(rows, i);
            shown_to = i + shown_rounds * repetition.period;
        }
        const std::string time = row.time == shown ? "" : fmt::format("{}ms", row.time / millisecond);
        shown = row.time;
        columns.append(text, time, row.cpu, cell(row));
    }
    append_ends(text, trace, columns);
    text += '\n';
    append_verdict(text, trace, width);
    return text;
}

}  // namespace tools
