// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/trace_text.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "tools/report/problem.hpp"
#include "tools/trace/shown_state.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

constexpr std::size_t time_width = 7;
constexpr std::size_t widest_column = 52;
constexpr std::size_t narrowest_column = 20;
/// A longer token is no pleasure to paste.
constexpr std::size_t longest_token = 400;

struct Row {
    unsigned cpu = 0;
    std::uint64_t time = 0;
    std::size_t depth = 0;
    std::string text;
    std::vector<std::string> comments;
    bool takes_comments = false;  ///< of the next step, if that is what this one makes true
    std::string section;          ///< the critical section that it begins

    std::string cell() const {
        std::string cell(2 * depth, ' ');
        cell += text;
        for (std::size_t i = 0; i < comments.size(); ++i) cell += (i == 0 ? "  /* " : ", ") + comments[i];
        return comments.empty() ? cell : cell + " */";
    }
};

bool is_read(const TraceStep& step) {
    return step.operation == "read";
}

/// The load half of a counter's update, by the CPU that alone writes it.
bool says_nothing(const TraceStep& step) {
    return is_read(step) && step.site.ends_with("_read") && step.missed.empty() &&
           step.variable.starts_with(fmt::format("cpu{}.", step.cpu));
}

bool is_own(const TraceStep& step) {
    return step.variable.starts_with(fmt::format("cpu{}.", step.cpu));
}

/// `cpu0.cnt` of cpu0's own is `cnt` in its column.
std::string variable_text(const TraceStep& step) {
    if (!is_own(step)) return step.variable;
    return step.variable.substr(step.variable.find('.') + 1);
}

class Rows {
  public:
    explicit Rows(const ExecutionTrace& trace) : trace_(trace) {
        for (const TraceStep& step : trace.steps) add(step);
    }

    const std::vector<Row>& all() const { return rows_; }

  private:
    /// Whose write was read, if it is another CPU's.
    std::string source(const TraceStep& step) const {
        if (!step.from || *step.from == initial) return "";
        const unsigned cpu = trace_.steps[static_cast<std::size_t>(*step.from)].cpu;
        return cpu == step.cpu ? "" : fmt::format(" <- cpu{}", cpu);
    }

    std::string missed(const TraceStep& step) const {
        std::string text;
        for (const StepNumber number : step.missed) {
            if (number < 0) continue;
            const TraceStep& store = trace_.steps[static_cast<std::size_t>(number)];
            text += text.empty() ? "  [stale: missed " : ", ";
            text += fmt::format("cpu{} {} {}", store.cpu, store.site, store.written.value_or("?"));
        }
        return text.empty() ? text : text + "]";
    }

    std::string access_text(const TraceStep& step) const {
        std::string text = step.site;
        const std::vector<std::string>& weakened = trace_.request.weaken;
        if (std::find(weakened.begin(), weakened.end(), step.site) != weakened.end()) text += " (weakened)";
        if (!step.variable.empty()) text += " " + variable_text(step);
        return text + values_text(step) + source(step) + missed(step);
    }

    std::string text_of(const TraceStep& step) const {
        if (step.operation == "enter") return fmt::format("<{}>", interrupt_text(step));
        if (step.operation == "leave") return step.context.back() == "trace" ? "</program>" : "</>";
        if (step.operation == "hold_begin") return "hold {";
        if (step.operation == "hold_end") return "}";
        if (step.operation == "slow") return step.site + ": slow, its time passes";
        if (step.operation == "choice") return "choice: " + step.written.value_or("");
        return access_text(step);
    }

    void add(const TraceStep& step) {
        const std::string changed = state_.after(step);
        if (step.change) return add_change(step, changed);
        if (says_nothing(step)) return;
        if (ends_section(step)) return;
        Row row;
        row.cpu = step.cpu;
        row.time = step.time;
        row.depth = depth_of(step);
        row.text = text_of(step);
        row.takes_comments = !step.variable.empty() || step.operation == "fence";
        if (step.site == "section.entry") row.section = step.variable;
        if (!changed.empty()) row.comments.push_back(changed);
        rows_.push_back(std::move(row));
    }

    /// A critical section in which nothing happens is one row.
    bool ends_section(const TraceStep& step) {
        if (step.site != "section.exit" || rows_.empty()) return false;
        Row& last = rows_.back();
        if (last.cpu != step.cpu || last.section.empty() || last.section != step.variable) return false;
        last.text = "section.entry, section.exit " + step.variable;
        last.section.clear();
        last.takes_comments = false;
        return true;
    }

    /// A context's marks stand where those of what it interrupts stand.
    static std::size_t depth_of(const TraceStep& step) {
        const bool is_mark = step.operation == "enter" || step.operation == "leave";
        return step.context.size() - (is_mark && step.context.size() > 1 ? 2 : 1);
    }

    void add_change(const TraceStep& step, const std::string& changed) {
        const Change& change = *step.change;
        if (change.phase == "attempt") {
            rows_.push_back(
                {step.cpu, step.time, depth_of(step), fmt::format("lock({})", change.lock), {}, false, ""});
            return;
        }
        // Tables, nodes and queues say these already.
        constexpr std::string_view said[] = {"entry grabbed", "entry cleared", "node taken", "node dropped"};
        if (std::find(std::begin(said), std::end(said), change.phase) != std::end(said)) return;
        std::string text = change.phase;
        if (!change.check.empty()) text += ": " + change.check;
        if (rows_.empty() || rows_.back().cpu != step.cpu || !rows_.back().takes_comments ||
            rows_.back().depth != depth_of(step)) {
            rows_.push_back({step.cpu, step.time, depth_of(step), "", {}, true, ""});
        }
        std::vector<std::string>& comments = rows_.back().comments;
        comments.push_back(text);
        if (!changed.empty()) comments.push_back(changed);
    }

    const ExecutionTrace& trace_;
    ShownState state_;
    std::vector<Row> rows_;
};

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

void append_line(std::string& text, std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
}

/// One cell per row, so cells reach over the columns to the right; what is too long goes on in a line below.
class Columns {
  public:
    Columns(const std::vector<Row>& rows, std::size_t cpus) {
        std::size_t longest = 0;
        for (const Row& row : rows) longest = std::max(longest, row.cell().size());
        if (cpus == 1) return;
        const std::size_t room = trace_width - time_width;
        const std::size_t wanted = room > longest ? (room - longest) / (cpus - 1) : 0;
        const std::size_t most = std::min(widest_column, room / cpus);
        width_ = std::clamp(wanted, std::min(narrowest_column, most), most);
    }

    std::size_t offset(unsigned cpu) const { return time_width + width_ * cpu; }

    void append(std::string& text, const std::string& time, unsigned cpu, const std::string& cell) const {
        std::string line = padded(time, offset(cpu));
        std::string rest = cell;
        const std::size_t indent = cell.find_first_not_of(' ') + 4;
        while (line.size() + rest.size() > trace_width) {
            const std::size_t room = trace_width - line.size();
            const std::size_t cut = rest.rfind(' ', room);
            if (cut == std::string::npos || cut <= indent) break;
            append_line(text, line + rest.substr(0, cut));
            line = std::string(offset(cpu), ' ');
            rest = std::string(indent, ' ') + rest.substr(cut + 1);
        }
        append_line(text, line + rest);
    }

  private:
    std::size_t width_ = 0;
};

std::string meaning(const std::string& what) {
    const std::string_view text = meaning_of(what);
    return text.empty() ? what : fmt::format("{}: {}", what, text);
}

std::string step_name(const ExecutionTrace& trace, StepNumber number) {
    const TraceStep& step = trace.steps[static_cast<std::size_t>(number)];
    return fmt::format("cpu{} {}", step.cpu, step.site);
}

void append_ends(std::string& text, const ExecutionTrace& trace, const Columns& columns) {
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) {
        const TraceEnd& end = trace.ends[cpu];
        if (end.end == "finished") continue;
        columns.append(text, "", cpu,
                       end.end == "blocked" ? fmt::format("waits for ever: {} {}", end.site, end.variable)
                                            : "is broken off");
    }
}

void append_verdict(std::string& text, const ExecutionTrace& trace) {
    if (!trace.race.empty()) {
        text += fmt::format("race: {} and {} of {}, neither happens before the other\n",
                            step_name(trace, trace.race.front()), step_name(trace, trace.race.back()),
                            trace.steps[static_cast<std::size_t>(trace.race.front())].variable);
    }
    text += meaning(trace.what) + "\n";
    if (trace.replay.empty()) return;
    if (trace.replay.size() <= longest_token) {
        text += "rqcheck replay " + trace.replay + "\n";
    } else {
        text += "rqcheck replay FILE, which 'rqcheck run --trace-json FILE' writes: the token is long\n";
    }
}

}  // namespace

std::string trace_text(const ExecutionTrace& trace) {
    const Rows rows(trace);
    const Columns columns(rows.all(), trace.ends.size());
    std::string text;
    std::string head = "time";
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) {
        head = padded(head, columns.offset(cpu)) + fmt::format("cpu{}", cpu);
    }
    append_line(text, head);
    std::uint64_t shown = ~std::uint64_t{0};
    for (const Row& row : rows.all()) {
        constexpr std::uint64_t millisecond = 1'000'000;
        const std::string time = row.time == shown ? "" : fmt::format("{}ms", row.time / millisecond);
        shown = row.time;
        columns.append(text, time, row.cpu, row.cell());
    }
    append_ends(text, trace, columns);
    text += '\n';
    append_verdict(text, trace);
    return text;
}

}  // namespace tools
