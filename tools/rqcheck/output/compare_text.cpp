// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/compare_text.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "tools/rqcheck/output/sections.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/support/whole_ms.hpp"

namespace tools {
namespace {

using rqspinlock::judge::failure_names;

constexpr std::size_t columns = 14;
/// Does the column hold numbers? Numbers are aligned on the right.
constexpr std::array<bool, columns> is_number{false, false, true,  true, true, false, true,
                                              true,  true,  false, true, true, false, false};
using Columns = std::array<std::string, columns>;

std::string per_second(const Report& report) {
    if (report.seconds <= 0) return "-";
    return fmt::format("{:.0f}", static_cast<double>(report.executions) / report.seconds);
}

/// How far the search went, in a word or two. `end_text` has the full text.
std::string extent(const Report& report) {
    const Bounds& bounds = report.request.search.bounds;
    if (report.exhausted) return "exhausted";
    switch (report.end) {
        case End::by_itself:
            return counted(bounds.switches.value_or(0), "switch");
        case End::executions:
            return counted(bounds.executions.value_or(0), "execution");
        case End::seconds:
            return fmt::format("{:g} s", bounds.seconds.value_or(0));
        case End::stopped:
            return "stopped";
        case End::divided:
            return "unit";
        case End::unfinished:
            return "unfinished";
        case End::lost:
            return "lost";
        case End::samples:
            return "sample";
        case End::broken_off:
            return "broken off";
    }
    return "";
}

/// "pass", or "FAIL" and all kinds that occurred
std::string kinds_text(const Report& report) {
    std::vector<std::string> kinds;
    for (std::size_t i = 0; i < failure_names.size(); ++i) {
        if (report.failures[i] != 0) kinds.emplace_back(failure_names[i]);
    }
    return kinds.empty() ? "pass" : "FAIL " + join(kinds, ",");
}

/// The verdict of native, and also the verdict of relacy if it is a different one.
std::string verdicts_text(const Comparison& comparison) {
    const std::string native = kinds_text(comparison.native.report);
    const std::string relacy = kinds_text(comparison.relacy.report);
    return native == relacy ? native : native + " | " + relacy;
}

std::string result_text(const Comparison& comparison) {
    if (comparison.agreement == Agreement::disagreed) return "DISAGREED";
    return std::string(name(comparison.agreement));
}

Colour colour_of(Agreement agreement) {
    switch (agreement) {
        case Agreement::agreed:
            return Colour::green;
        case Agreement::bounded:
            return Colour::yellow;
        case Agreement::disagreed:
            return Colour::red;
    }
    return Colour::none;
}

Columns cells_of(const Comparison& comparison) {
    const Report& native = comparison.native.report;
    const Report& relacy = comparison.relacy.report;
    return {label(native.request),
            std::string(name(native.request.setup.revision)),
            fmt::format("{}", native.executions),
            fmt::format("{:.3f}", native.seconds),
            per_second(native),
            extent(native),
            fmt::format("{}", relacy.executions),
            fmt::format("{:.3f}", relacy.seconds),
            per_second(relacy),
            extent(relacy),
            fmt::format("{}", comparison.only_native.outcomes.size()),
            fmt::format("{}", comparison.only_relacy.outcomes.size()),
            verdicts_text(comparison),
            result_text(comparison)};
}

/// The cells of a run that cannot be compared, with the numbers of native if native could run it.
Columns cells_of(const NotCompared& one) {
    Columns cells;
    cells.fill("-");
    cells[0] = label(one.run.request);
    cells[1] = name(one.run.request.setup.revision);
    cells.back() = "not run";
    if (!one.native) return cells;
    const Report& native = one.native->report;
    cells[2] = fmt::format("{}", native.executions);
    cells[3] = fmt::format("{:.3f}", native.seconds);
    cells[4] = per_second(native);
    cells[5] = extent(native);
    cells[12] = kinds_text(native);
    return cells;
}

/// A line of the table. The last cell is painted and has no padding behind it.
std::string line(const Columns& cells, const std::array<std::size_t, columns>& widths, Colour colour,
                 const Paint& paint) {
    std::string out;
    for (std::size_t column = 0; column + 1 < columns; ++column) {
        out += is_number[column] ? fmt::format("{:>{}}  ", cells[column], widths[column])
                                 : fmt::format("{:<{}}  ", cells[column], widths[column]);
    }
    if (cells.back().empty()) out.erase(out.find_last_not_of(' ') + 1);
    return out + paint(colour, cells.back()) + "\n";
}

std::string table(const std::vector<Comparison>& comparisons, const std::vector<NotCompared>& not_compared,
                  const Paint& paint) {
    const Columns engines{"", "", "native", "", "", "", "relacy", "", "", "", "native", "relacy", "", ""};
    const Columns heads{"",       "",           "executions", "seconds",    "per second",
                        "search", "executions", "seconds",    "per second", "search",
                        "only",   "only",       "verdict",    "result"};
    std::vector<Columns> lines{engines, heads};
    for (const Comparison& comparison : comparisons) lines.push_back(cells_of(comparison));
    for (const NotCompared& one : not_compared) lines.push_back(cells_of(one));
    std::array<std::size_t, columns> widths{};
    for (const Columns& cells : lines) {
        for (std::size_t column = 0; column < columns; ++column) {
            widths[column] = std::max(widths[column], cells[column].size());
        }
    }
    std::string out = line(engines, widths, Colour::none, paint) + line(heads, widths, Colour::none, paint);
    for (std::size_t i = 0; i < comparisons.size(); ++i) {
        out += line(lines[i + 2], widths, colour_of(comparisons[i].agreement), paint);
    }
    for (std::size_t i = comparisons.size() + 2; i < lines.size(); ++i) {
        out += line(lines[i], widths, Colour::yellow, paint);
    }
    return out;
}

constexpr std::string_view legend =
    "\nwhat each search explored and how it ended; outcomes that only one engine finds; the verdict, or\n"
    "native's | relacy's if they differ; and the result\n"
    "  agreed     native finds all that relacy finds: failures, classes, outcomes and waits\n"
    "  bounded    native hit a bound, so what it has not found is open\n"
    "  DISAGREED  relacy finds what native does not find anywhere\n";

/// @param outcomes names the outcomes, instead of counting them
void add_difference(RowLines& lines, const Request& request, const Difference& difference, bool outcomes) {
    for (const std::string& kind : difference.failures) lines.add(request, "failure " + kind);
    for (const std::string& kind : difference.classes) lines.add(request, "class " + kind);
    if (difference.worst_wait != 0) {
        lines.add(request, fmt::format("a wait of {}ms", whole_ms(difference.worst_wait)));
    }
    if (outcomes) {
        for (const std::string& outcome : difference.outcomes) lines.add(request, "outcome " + outcome);
    } else if (!difference.outcomes.empty()) {
        lines.add(request, counted(difference.outcomes.size(), "outcome") + ", --verbose names them");
    }
}

std::vector<std::string> missed_by_native(const std::vector<Comparison>& comparisons, Agreement agreement) {
    RowLines lines;
    for (const Comparison& comparison : comparisons) {
        if (comparison.agreement != agreement) continue;
        add_difference(lines, comparison.relacy.report.request, comparison.only_relacy, true);
    }
    return lines.lines();
}

std::vector<std::string> missed_by_relacy(const std::vector<Comparison>& comparisons, bool verbose) {
    RowLines lines;
    for (const Comparison& comparison : comparisons) {
        add_difference(lines, comparison.native.report.request, comparison.only_native, verbose);
    }
    return lines.lines();
}

using ResultOf = Result Comparison::*;

std::vector<const Result*> results_of(const std::vector<Comparison>& comparisons, ResultOf side) {
    std::vector<const Result*> results;
    for (const Comparison& comparison : comparisons) results.push_back(&(comparison.*side));
    return results;
}

std::vector<std::string> bounded(const std::vector<Comparison>& comparisons) {
    RowLines lines;
    for (const ResultOf side : {&Comparison::native, &Comparison::relacy}) {
        for (const Result* result : results_of(comparisons, side)) {
            const Report& report = result->report;
            if (!report.exhausted)
                lines.add(report.request, fmt::format("{}: {}", report.engine, end_text(report)));
        }
    }
    return lines.lines();
}

/// What native never reached. Native reaches everything that relacy reaches.
std::vector<std::string> never_reached(const std::vector<Comparison>& comparisons) {
    RowLines lines;
    for (const Result* result : results_of(comparisons, &Comparison::native)) {
        for (const std::string& line : result->judgement.unreached) lines.add(result->report.request, line);
    }
    return lines.lines();
}

std::string summary(const std::vector<Comparison>& comparisons) {
    const auto count = [&](auto predicate) {
        return std::count_if(comparisons.begin(), comparisons.end(), predicate);
    };
    const auto disagreed = count([](const Comparison& c) { return c.agreement == Agreement::disagreed; });
    const auto bounded = count([](const Comparison& c) { return c.agreement == Agreement::bounded; });
    const auto open = count(
        [](const Comparison& c) { return c.agreement == Agreement::bounded && !c.only_relacy.empty(); });
    const auto verdicts =
        count([](const Comparison& c) { return kinds_text(c.native.report) != kinds_text(c.relacy.report); });
    const std::string all = counted(comparisons.size(), "comparison");
    std::string out;
    if (disagreed != 0) {
        out = fmt::format("disagreed: relacy finds what native does not, in {} of {}\n", disagreed, all);
    } else if (bounded == 0) {
        out = fmt::format("agreed: native finds all that relacy finds, in {}\n", all);
    } else if (open == 0) {
        out = fmt::format("agreed as far as native went, which hit a bound in {} of {}\n", bounded, all);
    }
    if (open != 0) {
        out +=
            fmt::format("open: relacy finds what native did not up to its bound, in {} of {}\n", open, all);
    }
    if (verdicts != 0) out += fmt::format("the verdicts differ in {} of {}\n", verdicts, all);
    return out;
}

}  // namespace

std::string compare_text(const Plan& plan, const std::vector<Comparison>& comparisons,
                         const std::vector<NotCompared>& not_compared, bool verbose, const Paint& paint) {
    if (comparisons.empty()) return "";
    std::string out = table(comparisons, not_compared, paint);
    out += legend;
    add_section(out, "covered", covered(plan));
    add_section(out, "native", engine_lines(results_of(comparisons, &Comparison::native)));
    add_section(out, "relacy", engine_lines(results_of(comparisons, &Comparison::relacy)));
    std::vector<NotRun> not_run;
    for (const NotCompared& one : not_compared) not_run.push_back(one.run);
    add_section(out, not_run_heading, not_run_lines(not_run));
    add_section(out, "hit a bound", bounded(comparisons));
    add_section(out, "never reached", never_reached(comparisons));
    add_section(out, "only native finds", missed_by_relacy(comparisons, verbose));
    add_section(out, "only relacy finds, and native hit a bound",
                missed_by_native(comparisons, Agreement::bounded));
    add_section(out, "DISAGREED: only relacy finds", missed_by_native(comparisons, Agreement::disagreed));
    out += "\n" + summary(comparisons);
    if (!not_compared.empty()) {
        out += fmt::format("not compared, as an engine cannot run it: {} of {}\n", not_compared.size(),
                           counted(comparisons.size() + not_compared.size(), "run"));
    }
    return out;
}

}  // namespace tools
