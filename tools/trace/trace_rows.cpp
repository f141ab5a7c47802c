// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/trace_rows.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "lock/misuse.hpp"
#include "lock/phases.hpp"
#include "scenarios/framework/sites.hpp"
#include "tools/protocol/problem.hpp"
#include "tools/trace/hang.hpp"
#include "tools/trace/shown_state.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

using rqspinlock::Misuse;

bool is_read(const TraceStep& step) {
    return step.operation == "read";
}

/// Is it the load of a counter's update, by the only CPU that writes the counter?
bool says_nothing(const TraceStep& step) {
    return is_read(step) && step.site.ends_with("_read") && step.missed.empty() &&
           step.variable.starts_with(fmt::format("cpu{}.", step.cpu));
}

bool is_misuse(const TraceStep& step) {
    return step.change && step.change->phase == name(rqspinlock::Phase::misused);
}

bool is_failed_check(const TraceStep& step) {
    return step.change && step.change->phase == name(rqspinlock::Phase::check_failed);
}

Misuse misuse_of(const TraceStep& step) {
    for (const Misuse misuse :
         {Misuse::not_held, Misuse::not_last, Misuse::not_saved, Misuse::not_restored}) {
        if (step.change->check == name(misuse)) return misuse;
    }
    return Misuse::not_held;
}

/// Does the step stand in a file of the kernel tree that was run? The scenario's steps stand elsewhere.
bool is_line_of_tree(const ExecutionTrace& trace, const TraceStep& step) {
    constexpr std::string_view folders[] = {"kernel/", "include/", "arch/"};
    return trace.setup.revision.is_tree() &&
           std::any_of(std::begin(folders), std::end(folders),
                       [&](std::string_view folder) { return step.file.starts_with(folder); });
}

class Rows {
  public:
    explicit Rows(const ExecutionTrace& trace) : trace_(trace) {
        for (now_ = 0; now_ < trace.steps.size(); ++now_) add(trace.steps[now_]);
    }

    std::vector<TraceRow> take() { return std::move(rows_); }

  private:
    /// The CPU whose write was read; empty: it is the reading CPU itself, or the read has the initial value.
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
        const std::vector<std::string>& weakened = trace_.setup.weaken;
        if (std::find(weakened.begin(), weakened.end(), step.site) != weakened.end()) text += " (weakened)";
        if (!step.variable.empty()) text += " " + column_variable(step);
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
        if (is_hang(step)) return add_hang(step);
        const std::string changed = state_.after(step);
        if (step.change) return add_change(step, changed);
        if (says_nothing(step)) return;
        if (ends_section(step)) return;
        add_row(step, text_of(step));
        if (is_line_of_tree(trace_, step)) rows_.back().place = place_text(step);
        takes_comments_ = !step.variable.empty() || step.operation == "fence";
        if (step.site == "section.entry") section_ = step.variable;
        if (!changed.empty()) rows_.back().comments.push_back(changed);
    }

    /// Adds a row that takes no comments and begins no section.
    void add_row(const TraceStep& step, std::string text) {
        rows_.push_back({now_, step.cpu, step.time, depth_of(step), std::move(text), {}, {}});
        takes_comments_ = false;
        section_.clear();
    }

    void add_hang(const TraceStep& step) {
        add_row(step, hang_text(trace_, step));
        rows_.back().place = place_text(step);
        rows_.back().is_hang = true;
        if (std::string ender = ender_text(trace_, step); !ender.empty()) {
            rows_.back().comments.push_back(std::move(ender));
        }
    }

    /// Does the step end a critical section in which nothing happened? Then the row of the section's entry
    /// gets the exit too.
    bool ends_section(const TraceStep& step) {
        if (step.site != "section.exit" || rows_.empty()) return false;
        TraceRow& last = rows_.back();
        if (last.cpu != step.cpu || section_.empty() || section_ != step.variable) return false;
        last.text = "section.entry, section.exit " + step.variable;
        section_.clear();
        takes_comments_ = false;
        return true;
    }

    /// The depth of a step. The marks of a context's begin and end have the depth of the context that it
    /// interrupts.
    static std::size_t depth_of(const TraceStep& step) {
        const bool is_mark = step.operation == "enter" || step.operation == "leave";
        return step.context.size() - (is_mark && step.context.size() > 1 ? 2 : 1);
    }

    void add_change(const TraceStep& step, const std::string& changed) {
        const Announcement& change = *step.change;
        if (change.phase == "attempt") {
            add_row(step, fmt::format("lock({})", change.lock));
            return;
        }
        if (is_misuse(step)) {
            const Misuse misuse = misuse_of(step);
            add_row(step, fmt::format("{}({})", call_of(misuse), change.lock));
            rows_.back().comments.push_back(fmt::format("misuse: {}", name(misuse)));
            return;
        }
        if (is_failed_check(step)) {
            add_row(step, fmt::format("check: {}", change.check));
            rows_.back().comments.emplace_back("does not hold");
            return;
        }
        // The changes of tables, nodes and queues say these already.
        constexpr std::string_view said[] = {"entry grabbed", "entry cleared", "node taken", "node dropped"};
        if (std::find(std::begin(said), std::end(said), change.phase) != std::end(said)) return;
        std::string text = change.phase;
        if (!change.check.empty()) text += ": " + change.check;
        if (rows_.empty() || rows_.back().cpu != step.cpu || !takes_comments_ ||
            rows_.back().depth != depth_of(step)) {
            add_row(step, "");
            takes_comments_ = true;
        }
        std::vector<std::string>& comments = rows_.back().comments;
        comments.push_back(text);
        if (!changed.empty()) comments.push_back(changed);
    }

    const ExecutionTrace& trace_;
    ShownState state_;
    std::vector<TraceRow> rows_;
    std::size_t now_ = 0;          ///< the step that is added
    bool takes_comments_ = false;  ///< may the last row take the changes of the next step as comments?
    std::string section_;          ///< the critical section that the last row begins
};

std::string step_name(const ExecutionTrace& trace, StepNumber number) {
    const TraceStep& step = trace.steps[static_cast<std::size_t>(number)];
    return fmt::format("cpu{} {}", step.cpu, step.site);
}

}  // namespace

std::vector<TraceRow> trace_rows(const ExecutionTrace& trace) {
    return Rows(trace).take();
}

std::string meaning_text(const std::string& what) {
    const std::string_view text = meaning_of(what);
    return text.empty() ? what : fmt::format("{}: {}", what, text);
}

std::string end_text(const ExecutionTrace& trace, unsigned cpu) {
    return trace.ends[cpu].end == "abandoned" ? "is broken off" : "";
}

std::string misuse_text(const ExecutionTrace& trace) {
    const auto found = std::find_if(trace.steps.begin(), trace.steps.end(), is_misuse);
    if (found == trace.steps.end()) return "";
    const Misuse misuse = misuse_of(*found);
    return fmt::format("misuse: cpu{} at {}:{}: {} of {}, {}", found->cpu, found->file, found->line,
                       call_of(misuse), found->change->lock, meaning(misuse));
}

std::string failed_check_text(const ExecutionTrace& trace) {
    const auto found = std::find_if(trace.steps.begin(), trace.steps.end(), is_failed_check);
    if (found == trace.steps.end()) return "";
    return fmt::format("check: cpu{} at {}:{}: does not hold: {}", found->cpu, found->file, found->line,
                       found->change->check);
}

std::string race_text(const ExecutionTrace& trace) {
    const MemoryModel memory = trace.setup.memory;
    return fmt::format("race: {} and {} of {}, {}", step_name(trace, trace.race.front()),
                       step_name(trace, trace.race.back()),
                       trace.steps[static_cast<std::size_t>(trace.race.front())].variable,
                       memory == MemoryModel::rc11
                           ? "neither happens before the other"
                           : fmt::format("--memory {} orders neither before the other", memory));
}

}  // namespace tools
