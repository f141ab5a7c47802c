// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/matrix_page.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <utility>

#include "tools/rqcheck/output/cell.hpp"
#include "tools/rqcheck/output/page_traces.hpp"
#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/template.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/output/trace_file.hpp"
#include "tools/rqcheck/texts/texts.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using kainjow::mustache::data;

data list_of(const std::vector<std::string>& texts) {
    data list = data::type::list;
    for (const std::string& text : texts) list.push_back(text);
    return list;
}

/// "-" instead of an empty text, because an empty cell looks like a mistake.
std::string or_dash(const std::string& text) {
    return text.empty() ? "-" : text;
}

/// The traces of a run. Traces that fail the verdict stand first.
std::vector<Trace> traces_shown(const Report& report) {
    std::vector<Trace> shown = report.traces;
    for (const Symptom& symptom : report.symptoms) {
        shown.push_back(symptom.trace);
        shown.back().what = symptom.key();
    }
    std::stable_partition(shown.begin(), shown.end(),
                          [&](const Trace& trace) { return fails_verdict(report, trace); });
    return shown;
}

/// @param page the page of a document that steps through traces; else nullptr
data traces_data(const Result& result, PageTraces* page) {
    data traces = data::type::list;
    std::size_t number = 0;
    for (const Trace& trace : traces_shown(result.report)) {
        data one;
        one.set("id", fmt::format("{}.trace{}", run_name(result), ++number));
        one.set("what", trace.what);
        one.set("outcome", trace.outcome);
        one.set("text", trace.text);
        one.set("steps", page && trace.execution ? data(page->add(*trace.execution)) : data(false));
        traces.push_back(one);
    }
    return traces;
}

/// The cell of the table.
data cell_data(Revision revision, const std::optional<Result>& result) {
    data cell;
    cell.set("revision", std::string(name(revision)));
    const Cell shown = result ? cell_of(*result) : Cell{CellState::bounded, "-"};
    cell.set("text", shown.text);
    cell.set("state", result ? std::string(name(shown.state)) : std::string("none"));
    cell.set("id", false);
    cell.set("file", false);
    if (!result) return cell;
    cell.set("id", run_name(*result));
    cell.set("unexpected", !result->judgement.as_expected());
    cell.set("worth", has_trace_worth_reading(result->report));
    if (!failure_traces(result->report).empty()) {
        cell.set("file", fmt::format("{}/{}.txt", trace_folder, run_name(*result)));
    }
    return cell;
}

/// The cell, and the details of its run.
data run_data(const Result& result, PageTraces* page) {
    const Report& report = result.report;
    data run = cell_data(report.request.setup.revision, result);
    run.set("verdict", verdict_text(result.judgement) + (result.judgement.as_expected() ? "" : "!"));
    run.set("wait", fmt::format("{}", whole_ms(report.worst_wait)));
    run.set("extent", extent_text(report));
    run.set("executions", fmt::format("{}", report.executions));
    run.set("complete", fmt::format("{}", report.complete));
    run.set("discarded", fmt::format("{}", report.discarded));
    run.set("classes", or_dash(classes_text(report)));
    run.set("failures", or_dash(failures_text(report)));
    run.set("seconds", fmt::format("{:.2f}", report.seconds));
    run.set("traces", traces_data(result, page));
    return run;
}

data remarks_data(const Cells& row) {
    data list = data::type::list;
    for (const Remarks& remark : remarks(made(row))) {
        data one;
        one.set("heading", std::string(remark.heading));
        one.set("lines", list_of(remark.lines.lines_without_row()));
        list.push_back(one);
    }
    return list;
}

data row_data(const Plan& plan, const Row& row, const Cells& cells, PageTraces* page) {
    const Request& request = row.requests.front();
    // The anchor that GitHub and GitLab make from the label in a heading.
    std::string anchor = label(row);
    anchor.erase(std::remove(anchor.begin(), anchor.end(), '/'), anchor.end());
    data all = data::type::list;
    for (std::size_t i = 0; i < cells.size(); ++i) all.push_back(cell_data(plan.revisions[i], cells[i]));
    data runs = data::type::list;
    const std::vector<const Result*> results = made(cells);
    for (const Result* result : results) runs.push_back(run_data(*result, page));
    data one;
    one.set("label", label(row));
    one.set("anchor", anchor);
    one.set("claim", std::string(row.scenario->claim));
    one.set("source", std::string(row.scenario->source));
    one.set("machine", machine_text(*row.scenario, request.setup));
    one.set("search", results.empty() ? "" : search_text(request, results.front()->report.engine));
    one.set("remarks", remarks_data(cells));
    one.set("cells", all);
    one.set("runs", runs);
    return one;
}

/// The number of runs with a cell of each state.
std::string summary_text(const std::vector<const Result*>& results) {
    std::vector<Cell> cells;
    for (const Result* result : results) cells.push_back(cell_of(*result));
    const auto count = [&](CellState state) {
        return std::count_if(cells.begin(), cells.end(),
                             [&](const Cell& cell) { return cell.state == state; });
    };
    const auto unexpected = std::count_if(results.begin(), results.end(), [](const Result* result) {
        return !result->judgement.as_expected();
    });
    return fmt::format(
        "{}: {} closed, {} hold, {} open, {} fail as on record, {} fail anew, {} bounded; {} "
        "unexpected.",
        counted(results.size(), "run"), count(CellState::closed), count(CellState::holds),
        count(CellState::open), count(CellState::fails), count(CellState::fails_anew),
        count(CellState::bounded), unexpected);
}

data legend_data(const std::vector<const Result*>& results, const std::vector<Revision>& columns,
                 bool any_not_run) {
    data list = data::type::list;
    const auto add = [&](std::string_view word, const std::string& meaning) {
        data one;
        one.set("word", std::string(word));
        one.set("meaning", meaning);
        list.push_back(one);
    };
    for (const Meaning& entry : cell_legend(results)) add(entry.word, entry.meaning);
    if (any_not_run) add("-", "was not run");
    for (const Meaning& kernel : kernels_without_column(columns)) add(kernel.word, kernel.meaning);
    add("exhausted",
        "the search ended by itself; where interrupts arrive at some sites only, these are named");
    return list;
}

/// The states by which the reader of a page can choose rows.
data states_data(const std::vector<const Result*>& results) {
    data list = data::type::list;
    const auto add = [&](const std::string& state, const std::string& word, auto has) {
        if (std::none_of(results.begin(), results.end(), [&](const Result* result) { return has(*result); }))
            return;
        data one;
        one.set("state", state);
        one.set("word", word);
        list.push_back(one);
    };
    constexpr std::array<std::pair<CellState, const char*>, 6> states{
        {{CellState::open, "open"},
         {CellState::fails, "failures on record"},
         {CellState::fails_anew, "new failures"},
         {CellState::closed, "closed"},
         {CellState::holds, "holds"},
         {CellState::bounded, "bounded"}}};
    for (const auto& [state, word] : states) {
        add(std::string(name(state)), word,
            [state = state](const Result& result) { return cell_of(result).state == state; });
    }
    add("unexpected", "unexpected", [](const Result& result) { return !result.judgement.as_expected(); });
    return list;
}

data part(std::string_view text) {
    return kainjow::mustache::partial{[text] { return std::string(text); }};
}

data matrix_data(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial,
                 PageTraces* page_traces = nullptr) {
    const std::vector<const Result*> results = made(cells);
    data rows = data::type::list;
    for (std::size_t i = 0; i < plan.rows.size(); ++i) {
        rows.push_back(row_data(plan, plan.rows[i], cells[i], page_traces));
    }
    data page;
    page.set("partial", partial.empty() ? data(false) : data(partial));
    page.set("summary", summary_text(results));
    const bool is_whole = results.size() == plan.rows.size() * plan.revisions.size();
    page.set("legend", legend_data(results, plan.revisions, !is_whole));
    page.set("revisions", list_of(texts_of(plan.revisions)));
    page.set("engine", list_of(engine_lines(results)));
    page.set("rows", rows);
    page.set("states", states_data(results));
    if (page_traces) page.set("shared", page_traces->shared());
    return page;
}

}  // namespace

std::string partial_text(std::size_t made, std::size_t planned, const std::vector<NotRun>& not_run) {
    const std::size_t refused = not_run.size();
    std::string text;
    if (made + refused < planned) text = fmt::format("stopped, {} of {} runs were made", made, planned);
    if (refused != 0) {
        text += fmt::format("{}the engine cannot make {} of {} runs: {}", text.empty() ? "" : "; ", refused,
                            planned, join(not_run_lines(not_run), "; "));
    }
    return text;
}

std::string matrix_markdown(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial,
                            bool has_traces) {
    data page = matrix_data(plan, cells, partial);
    page.set("has_traces", has_traces);
    return fill_markdown(texts::markdown_matrix_md, page);
}

std::string matrix_html(const Plan& plan, const std::vector<Cells>& cells, const std::string& partial) {
    PageTraces traces;
    data page = matrix_data(plan, cells, partial, &traces);
    page.set("counts_part", part(texts::html_counts_html));
    page.set("legend_part", part(texts::html_legend_html));
    page.set("scenario_part", part(texts::html_scenario_html));
    page.set("traces_part", part(texts::html_traces_html));
    const std::vector<const Result*> results = made(cells);
    const bool is_one = plan.rows.size() * plan.revisions.size() == 1 && results.size() == 1;
    const std::vector<std::string_view> styles{texts::html_matrix_css, texts::html_trace_css};
    if (is_one) {
        const Request& request = results.front()->report.request;
        return html_text({.title = fmt::format("rqcheck: {} on {}", label(request), request.setup.revision),
                          .body = fill_html(texts::html_one_run_html, page),
                          .styles = styles,
                          .scripts = {texts::html_trace_js}});
    }
    return html_text({.title = "rqcheck: is the window open?",
                      .body = fill_html(texts::html_matrix_html, page),
                      .styles = styles,
                      .scripts = {texts::html_matrix_js, texts::html_filter_js, texts::html_trace_js}});
}

}  // namespace tools
