// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/run_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "tools/cli/arguments/kernel_tree.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/rqcheck/output/trace_file.hpp"
#include "tools/rqcheck/texts/finding_titles.hpp"
#include "tools/support/whole_ms.hpp"
#include "tools/trace/likeness.hpp"
#include "tools/trace/trace_text.hpp"

namespace tools {
namespace {

using rqspinlock::judge::class_names;

/// Lines with a name and a text. The names stand in a column.
class Lines {
  public:
    explicit Lines(std::string& out) : out_(out) {}

    void add(std::string_view name, std::string_view text) {
        fmt::format_to(std::back_inserter(out_), "  {:<10} {}\n", name, text);
    }
    void add(std::string_view name, const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
            add(name, "- " + text);
            name = "";
        }
    }

  private:
    std::string& out_;
};

std::string comparison_text(const Judgement& judgement, const Paint& paint) {
    if (!judgement.as_expected()) return paint.bold("UNEXPECTED");
    return judgement.expectation ? "as expected" : "nothing to compare with";
}

/// The failures, or else the breaches of the policy.
std::string what_fails(const Result& result) {
    if (result.judgement.failure) return failures_text(result.report);
    std::vector<std::string> breaches;
    for (const Breach& breach : result.judgement.breaches) breaches.push_back(breach.text);
    return join(breaches, ", ");
}

std::string what_verdict_means(const Result& result) {
    switch (result.judgement.verdict) {
        case Verdict::pass:
            return fmt::format("pass: no execution failed, in {}", end_text(result.report));
        case Verdict::fail:
            return fmt::format("FAIL: {}", what_fails(result));
        case Verdict::bounded:
            return "bounded: no execution failed as far as the search went";
    }
    return "";
}

/// Each sentence of a hang in a line of its own.
void add_hangs(Lines& lines, const Report& report) {
    std::string_view name = "hangs";
    for (const std::string& sentence : hangs_of(report)) lines.add(std::exchange(name, ""), sentence);
}

void add_counts(std::string& out, const Result& result) {
    const Report& report = result.report;
    const auto line = [&](std::string_view name, std::uint64_t count) {
        fmt::format_to(std::back_inserter(out), "    {:>12}  {}\n", count, name);
    };
    out += "  attempts by class\n";
    for (std::size_t i = 0; i < class_names.size(); ++i) {
        if (report.classes[i] != 0) line(class_names[i], report.classes[i]);
    }
    fmt::format_to(std::back_inserter(out), "  worst wait {}ms (virtual)\n", whole_ms(report.worst_wait));
    out += "  outcomes\n";
    for (const auto& [outcome, count] : report.outcomes) line(outcome, count);
}

void add_plain_races(std::string& out, const std::map<std::string, std::uint64_t>& races) {
    fmt::format_to(std::back_inserter(out), "  races of plain accesses{}\n", races.empty() ? ": none" : "");
    for (const auto& [race, count] : races) {
        fmt::format_to(std::back_inserter(out), "    {:>12}  {}\n", count, race);
    }
}

}  // namespace

std::vector<std::string> likenesses(const Trace& trace) {
    std::vector<std::string> texts;
    if (!is_failure(trace) || !trace.execution) return texts;
    for (const scenarios::Finding& finding : looks_like(*trace.execution)) {
        texts.push_back(fmt::format("{}: {} (docs/findings.md)", finding.name, title_of(finding.name)));
    }
    return texts;
}

std::string trace_section(const Trace& trace, const Paint& paint, std::optional<std::size_t> page) {
    std::string out = "\n  " + paint.bold("shortest " + trace.what) + "\n";
    for (const std::string& likeness : likenesses(trace)) out += "  looks like " + likeness + "\n";
    if (!trace.outcome.empty()) out += "  outcome    " + trace.outcome + "\n";
    constexpr std::size_t indent = 2;
    const bool is_fitted = page && trace.execution;
    const std::string text = is_fitted ? trace_text(*trace.execution, *page - indent) : trace.text;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        out += line.empty() ? "\n" : fmt::format("  {}\n", line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return out;
}

std::string run_text(const Result& result, bool all_traces, const Paint& paint,
                     std::optional<std::size_t> page) {
    const Report& report = result.report;
    const Judgement& judgement = result.judgement;
    const Request& request = report.request;
    std::string out = fmt::format(
        "{}: {}, {}\n",
        paint.bold(
            fmt::format("{} on {}{}", request.setup.scenario, request.setup.revision,
                        request.setup.revision.is_tree() ? fmt::format(", {}", kernel_lock_file) : "")),
        paint(verdict_colour(judgement), verdict_text(judgement)), comparison_text(judgement, paint));
    Lines lines(out);
    lines.add(request.setup.program.empty() ? "claim" : "program", result.scenario->claim);
    if (!request.setup.revision.tree.empty()) {
        const std::string& against = request.setup.revision.against;
        lines.add("lock", tree_text(request.setup.revision));
        if (!against.empty()) lines.add("", fmt::format("held to what the history says of {}", against));
    }
    lines.add("machine", machine_text(*result.scenario, request.setup));
    lines.add("engine", fmt::format("{}; {}", report.engine, search_text(request, report.engine)));
    lines.add("searched", fmt::format("{}, {} of them complete, {} more discarded, {:.1f} s; {}",
                                      counted(report.executions, "execution"), report.complete,
                                      report.discarded, report.seconds, end_text(report)));
    lines.add("verdict", what_verdict_means(result));
    add_hangs(lines, report);
    lines.add("memory", report.memory_model);
    lines.add("gaps", report.gaps);
    lines.add("unexpected", judgement.unexpected);
    if (request.policy.accept_unreached) lines.add("unreached", judgement.unreached);
    lines.add("not seen", judgement.not_seen);
    if (!request.policy.empty()) lines.add("fails on", text(request.policy));
    if (!judgement.not_compared.empty()) {
        lines.add("expected",
                  "no failure; not compared with the history: " + join(judgement.not_compared, ", "));
    }
    if (judgement.expectation && !judgement.expectation->finding().empty()) {
        lines.add("finding", fmt::format("{} (docs/findings.md)", judgement.expectation->finding()));
    }
    add_counts(out, result);
    if (report.plain_races) add_plain_races(out, *report.plain_races);
    // In a search that keeps symptoms, each symptom has a trace of its own.
    const bool has_symptoms = !report.symptoms.empty();
    for (const Trace& trace : report.traces) {
        const bool is_wanted = all_traces || (fails_verdict(report, trace) && !has_symptoms) ||
                               is_unexpected_class(result, trace.what);
        if (is_wanted || trace.what == outcome_trace) out += trace_section(trace, paint, page);
    }
    for (const Symptom& symptom : report.symptoms) {
        Trace trace = symptom.trace;
        trace.what = symptom.key();
        out += trace_section(trace, paint, page);
    }
    return out;
}

}  // namespace tools
