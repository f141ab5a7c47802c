// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/page_traces.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "tools/cli/input_file.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/trace/hang.hpp"
#include "tools/trace/shown_state.hpp"
#include "tools/trace/source_texts.hpp"
#include "tools/trace/trace_rows.hpp"

namespace tools {
namespace {

using nlohmann::json;

/// The number of lines that are shown before and behind the line of a place.
constexpr std::uint32_t lines_around = 4;

/// The JSON without `<`, which could end the script element or begin a comment in it.
std::string script_json(const json& value) {
    std::string text;
    for (const char c : value.dump(-1, ' ', false, json::error_handler_t::replace)) {
        if (c == '<') {
            text += "\\u003c";
        } else {
            text += c;
        }
    }
    return text;
}

/// @param rest the whole text
json line_texts(std::string_view rest, const std::set<std::uint32_t>& wanted) {
    json lines = json::object();
    for (std::uint32_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        if (wanted.contains(number)) lines[std::to_string(number)] = std::string(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return lines;
}

}  // namespace

/// Makes JSON of a trace. A step is named by the number of the row in which it stands.
class PageTrace {
  public:
    PageTrace(PageTraces& page, const ExecutionTrace& trace)
        : page_(page), trace_(trace), rows_(trace_rows(trace)), own_number_(trace.steps.size()) {
        std::vector<std::uint32_t> done(trace.ends.size());
        for (std::size_t i = 0; i < trace.steps.size(); ++i) own_number_[i] = done[trace.steps[i].cpu]++;
    }

    json made() {
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const TraceStep& step = trace_.steps[rows_[row].step];
            add_row(rows_[row], step);
            add_handovers(row);
            add_state(row);
        }
        add_contexts();
        result_["cells"] = cell_names();
        result_["meaning"] = meaning_text(trace_.what);
        result_["race_text"] = trace_.race.empty() ? "" : race_text(trace_);
        result_["misuse_text"] = misuse_text(trace_);
        result_["check_text"] = failed_check_text(trace_);
        result_["race"] = rows_of(trace_.race);
        result_["hangs"] = hang_sentences(trace_);
        json& ends = result_["ends"] = json::array();
        for (unsigned cpu = 0; cpu < trace_.ends.size(); ++cpu) ends.push_back(end_text(trace_, cpu));
        return std::move(result_);
    }

  private:
    void add(const char* list, json value) { result_[list].push_back(std::move(value)); }
    void add_text(const char* list, const std::string& text) { add(list, page_.text(text)); }

    std::int64_t row_of(StepNumber step) const {
        if (step == initial) return initial;
        const auto behind = std::partition_point(rows_.begin(), rows_.end(), [&](const TraceRow& row) {
            return row.step <= static_cast<std::size_t>(step);
        });
        return behind - rows_.begin() - 1;
    }

    json rows_of(const std::vector<StepNumber>& steps) const {
        json rows = json::array();
        for (const StepNumber step : steps) rows.push_back(row_of(step));
        return rows;
    }

    std::size_t steps_end(std::size_t row) const {
        return row + 1 < rows_.size() ? rows_[row + 1].step : trace_.steps.size();
    }

    void add_row(const TraceRow& row, const TraceStep& step) {
        constexpr std::uint64_t millisecond = 1'000'000;
        add("cpu", row.cpu);
        add("depth", row.depth);
        add("time_ms", row.time / millisecond);
        add_text("text", row.text);
        add_text("comments", join(row.comments, ", "));
        add_text("context", join({step.context.begin() + 1, step.context.end()}, ", "));
        add_text("order", step.order);
        add("place",
            step.file.empty() ? json() : json(page_.place(trace_.setup.revision, step.file, step.line)));
        add("from", step.from ? json(row_of(*step.from)) : json());
        add("address_from", step.address_from ? json(row_of(*step.address_from)) : json());
        add("missed", rows_of(step.missed));
        add("other_stores", rows_of(step.enabled_stores));
        add("other_cpus", step.enabled_cpus);
        add("before", rows_before(step));
        add("hang", is_hang(step));
    }

    /// For each CPU, the last of its rows that happens before this step.
    json rows_before(const TraceStep& step) const {
        std::vector<std::int64_t> before(trace_.ends.size(), initial);
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            const TraceRow& other = rows_[row];
            if (own_number_[other.step] < step.clock[other.cpu]) {
                before[other.cpu] = static_cast<std::int64_t>(row);
            }
        }
        return before;
    }

    /// Adds the row that gave the lock, or the head of its queue, to this row.
    void add_handovers(std::size_t row) {
        std::optional<std::size_t> giver;
        for (std::size_t i = rows_[row].step; i < steps_end(row); ++i) {
            const TraceStep& step = trace_.steps[i];
            if (!step.change) continue;
            const std::string& phase = step.change->phase;
            const std::string& lock = step.change->lock;
            if (phase == "released") released_[lock] = row;
            if (phase == "dequeued") dequeued_[lock] = row;
            if (phase == "queued") queued_[{step.cpu, step.context.size(), lock}] = row;
            if (phase == "owner" && released_.contains(lock)) giver = released_[lock];
            if (phase == "head" && dequeued_.contains(lock) &&
                dequeued_[lock] > queued_[{step.cpu, step.context.size(), lock}]) {
                giver = dequeued_[lock];
            }
        }
        const bool is_own = giver && rows_[*giver].cpu == rows_[row].cpu;
        add("handover", giver && !is_own ? json(*giver) : json());
    }

    /// Adds the cells that have changed: a cell, its text, the next cell, and so on.
    void add_state(std::size_t row) {
        for (std::size_t i = row == 0 ? 0 : rows_[row].step; i < steps_end(row); ++i) {
            state_.after(trace_.steps[i]);
        }
        json changes = json::array();
        for (const auto& [cell, text] : state_.cells()) {
            const auto [known, is_new] = cells_.try_emplace(cell, cells_.size(), text);
            if (!is_new && known->second.second == text) continue;
            known->second.second = text;
            changes.push_back(known->second.first);
            changes.push_back(page_.text(text));
        }
        add("state", std::move(changes));
    }

    json cell_names() const {
        std::vector<json> names(cells_.size());
        for (const auto& [cell, known] : cells_) names[known.first] = {cell.table, cell.row, cell.column};
        return names;
    }

    /// Adds the nested contexts: CPU, depth, first and last row, kind.
    void add_contexts() {
        struct Open {
            std::size_t depth;
            std::int64_t first;
            std::string kind;
        };
        std::vector<std::vector<Open>> open(trace_.ends.size());
        json& contexts = result_["contexts"] = json::array();
        const auto close = [&](std::size_t cpu, std::int64_t last) {
            const Open& inner = open[cpu].back();
            contexts.push_back({cpu, inner.depth, inner.first, last, inner.kind});
            open[cpu].pop_back();
        };
        for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
            const TraceStep& step = trace_.steps[i];
            const std::int64_t row = row_of(static_cast<StepNumber>(i));
            if (step.operation == "enter") {
                open[step.cpu].push_back({step.context.size() - 1, row, step.context.back()});
            } else if (step.operation == "leave" && !open[step.cpu].empty()) {
                close(step.cpu, row);
            }
        }
        for (std::size_t cpu = 0; cpu < open.size(); ++cpu) {
            while (!open[cpu].empty()) close(cpu, static_cast<std::int64_t>(rows_.size()) - 1);
        }
    }

    PageTraces& page_;
    const ExecutionTrace& trace_;
    const std::vector<TraceRow> rows_;
    std::vector<std::uint32_t> own_number_;  ///< per step: its number among the steps of its CPU
    ShownState state_;
    std::map<ShownCell, std::pair<std::size_t, std::string>> cells_;  ///< their numbers and texts
    std::map<std::string, std::size_t> released_;                     ///< per lock: the row
    std::map<std::string, std::size_t> dequeued_;
    std::map<std::tuple<unsigned, std::size_t, std::string>, std::size_t> queued_;
    json result_ = json::object();
};

std::size_t PageTraces::text(const std::string& text) {
    const auto [known, is_new] = text_numbers_.try_emplace(text, texts_.size());
    if (is_new) texts_.push_back(text);
    return known->second;
}

std::size_t PageTraces::place(const Revision& revision, const std::string& path, std::uint32_t line) {
    std::string file = path;
    if (revision.is_tree() && source_text(path).empty()) {
        file = fmt::format("{}/{}", revision, path);
        if (!revision.tree.empty()) tree_files_[file] = revision.tree + "/" + path;
    }
    const auto [known, is_new] = place_numbers_.try_emplace({file, line}, places_.size());
    if (is_new) places_.emplace_back(file, line);
    return known->second;
}

std::string PageTraces::add(const ExecutionTrace& trace) {
    return script_json(PageTrace(*this, trace).made());
}

std::string PageTraces::shared() const {
    std::map<std::string, std::set<std::uint32_t>> wanted;
    for (const auto& [file, line] : places_) {
        for (std::uint32_t near = line - std::min(line, lines_around); near <= line + lines_around; ++near) {
            wanted[file].insert(near);
        }
    }
    json sources = json::object();
    for (const auto& [file, lines] : wanted) {
        const auto of_tree = tree_files_.find(file);
        sources[file] = of_tree == tree_files_.end() ? line_texts(source_text(file), lines)
                                                     : line_texts(content_of(of_tree->second, "text"), lines);
    }
    return script_json({{"texts", texts_}, {"places", places_}, {"sources", sources}});
}

}  // namespace tools
