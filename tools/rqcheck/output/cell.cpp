// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/rqcheck/output/cell.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "tools/protocol/policy.hpp"
#include "tools/rqcheck/output/text.hpp"
#include "tools/support/whole_ms.hpp"
#include "tools/trace/likeness.hpp"

namespace tools {
namespace {

using rqspinlock::Changes;
using rqspinlock::judge::Class;
using rqspinlock::judge::FailureKind;
using scenarios::Scenario;

constexpr std::string_view fails_word = "hangs (F2), ...";
constexpr std::string_view new_mark = "NEW";
constexpr std::string_view unexpected_mark = "UNEXPECTED";

/// The failure in words that say what the lock does.
std::string_view verb_of(FailureKind kind) {
    switch (kind) {
        case FailureKind::stuck:
            return "hangs";
        case FailureKind::livelock:
            return "retries for ever";
        case FailureKind::exclusion:
            return "two lock holders";
        case FailureKind::race:
            return "race";
        case FailureKind::error_while_held:
            return "error while held";
        case FailureKind::node_reuse:
            return "node reuse";
        case FailureKind::leak:
            return "leaks";
        case FailureKind::uninitialised:
            return "uninitialised read";
        case FailureKind::misuse:
            return "misuse";
        case FailureKind::scenario_stuck:
            return "scenario hangs";
        case FailureKind::assertion:
            break;
    }
    return "assertion";
}

/// The classes that show an open window. A kernel with `entry-first` accepts that a deadlock is reported
/// where an entry is not yet, or no longer, the entry of a lock holder.
rqspinlock::judge::Classes classes_of_open_window(Changes changes) {
    return policy_for_programs(changes).fail_on;
}

/// Does the history claim an open window, or a failure, for any kernel?
bool has_open_window(const Scenario& scenario) {
    const auto rows = scenario.expected.rows();
    return std::any_of(rows.begin(), rows.end(), [](const scenarios::ExpectedFrom& row) {
        if (!row.expectation()) return false;
        if (row.expectation()->failure) return true;
        const auto open = classes_of_open_window(row.from());
        for (unsigned value = 0; value < rqspinlock::judge::class_count; ++value) {
            const auto one = static_cast<Class>(value);
            if (open.contains(one) && row.expectation()->classes.come.contains(one)) return true;
        }
        return false;
    });
}

bool has(const Report& report, Class one) {
    return report.classes[static_cast<unsigned>(one)] != 0;
}

std::vector<std::string> likenesses_of(const Report& report) {
    std::vector<std::string> names;
    for (const Trace& trace : report.traces) {
        if (!is_failure(trace) || !trace.execution) continue;
        for (const scenarios::Finding& finding : looks_like(*trace.execution)) {
            const std::string name(finding.name);
            if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
        }
    }
    return names;
}

Cell failing_cell(const Result& result) {
    const Judgement& judgement = result.judgement;
    const std::string verb(verb_of(*judgement.failure));
    const std::string_view finding = judgement.expectation ? judgement.expectation->finding() : "";
    if (judgement.as_expected()) {
        if (!finding.empty()) return {CellState::fails, fmt::format("{} ({})", verb, finding)};
        return {CellState::fails, verb + " (documented)"};
    }
    const std::vector<std::string> alike = likenesses_of(result.report);
    if (alike.empty()) return {CellState::fails_anew, fmt::format("{} {}", verb, new_mark)};
    const std::string text = fmt::format("{} (like {})", verb, join(alike, ", "));
    // Nothing is expected of a lock without a history, such as the lock of a kernel tree.
    if (!judgement.expectation) return {CellState::fails, text};
    return {CellState::fails_anew, fmt::format("{} {}", text, unexpected_mark)};
}

/// The cell of a run that the policy of the command line fails.
Cell breaching_cell(const Result& result) {
    const Breach& breach = result.judgement.breaches.back();
    const std::string wait = wait_text(result.report.worst_wait);
    if (breach.what == "wait") return {CellState::fails_anew, fmt::format("waits {} FAIL", wait)};
    return {CellState::fails_anew, fmt::format("{} {} FAIL", breach.what, wait)};
}

Cell passing_cell(const Result& result) {
    const Report& report = result.report;
    const auto open = classes_of_open_window(report.request.setup.revision.changes);
    const std::string wait = wait_text(report.worst_wait);
    if (has(report, Class::timeout_missed)) return {CellState::open, "open " + wait};
    if (open.contains(Class::deadlock_false) && has(report, Class::deadlock_false)) {
        return {CellState::open, "open, false deadlock"};
    }
    const std::string behind = whole_ms(report.worst_wait) == 0 ? "" : fmt::format(" ({})", wait);
    if (result.judgement.verdict == Verdict::bounded) return {CellState::bounded, "bounded" + behind};
    if (has_open_window(*result.scenario)) return {CellState::closed, "closed" + behind};
    return {CellState::holds, "holds" + behind};
}

bool is_word_used(const std::vector<Cell>& cells, CellState state) {
    return std::any_of(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.state == state; });
}

bool is_mark_used(const std::vector<Cell>& cells, std::string_view mark) {
    return std::any_of(cells.begin(), cells.end(),
                       [&](const Cell& cell) { return cell.text.ends_with(mark); });
}

}  // namespace

std::string_view name(CellState state) {
    constexpr std::array<std::string_view, 6> names{"closed", "holds", "open", "fails", "new", "bounded"};
    return names[static_cast<unsigned>(state)];
}

std::string wait_text(std::uint64_t nanoseconds) {
    constexpr std::uint64_t second = 1000;
    const std::uint64_t milliseconds = whole_ms(nanoseconds);
    if (milliseconds < second) return fmt::format("{} ms", milliseconds);
    return fmt::format("{:g} s", static_cast<double>(milliseconds) / static_cast<double>(second));
}

Cell cell_of(const Result& result) {
    if (result.judgement.failure) return failing_cell(result);
    if (!result.judgement.breaches.empty()) return breaching_cell(result);
    Cell cell = passing_cell(result);
    if (!result.judgement.as_expected()) cell.text += fmt::format(" {}", unexpected_mark);
    return cell;
}

std::vector<Meaning> cell_legend(const std::vector<const Result*>& results) {
    std::vector<Cell> cells;
    for (const Result* result : results) cells.push_back(cell_of(*result));
    const bool of_relacy = std::all_of(results.begin(), results.end(), [](const Result* result) {
        return result->report.engine == Engine::relacy;
    });
    const std::string space = of_relacy ? "Relacy's schedules" : "execution graphs";
    std::vector<Meaning> legend;
    const auto add = [&](bool used, std::string_view word, std::string meaning) {
        if (used) legend.push_back({std::string(word), std::move(meaning)});
    };
    add(is_word_used(cells, CellState::open), "open 250 ms",
        "an attempt misses a deadlock and waits for its timeout; the longest wait, in virtual time");
    add(is_mark_used(cells, "false deadlock"), "open, false deadlock",
        "an attempt reports a deadlock that is none, on a kernel that does not accept that");
    add(is_word_used(cells, CellState::closed), "closed",
        fmt::format("no attempt does, in all {}; in brackets the longest wait", space));
    add(is_word_used(cells, CellState::holds), "holds",
        "no attempt does, and the history has no kernel on which one did");
    add(is_word_used(cells, CellState::fails), fails_word,
        "an execution fails, as a finding on record says (docs/findings.md)");
    add(is_mark_used(cells, new_mark), new_mark, "an execution fails in a way that is on no record");
    add(is_mark_used(cells, unexpected_mark), unexpected_mark,
        "the result is neither that of the history nor on record; the reasons stand below");
    add(is_mark_used(cells, "FAIL"), "FAIL", "--fail-on or --max-wait rules it out");
    add(is_word_used(cells, CellState::bounded), "bounded",
        "the search hit a bound, and had found none of these: no proof");
    return legend;
}

std::vector<Meaning> kernels_without_column(const std::vector<Revision>& columns) {
    const auto is_kernel = [](const Revision& column) {
        return std::any_of(
            rqspinlock::kernels.begin(), rqspinlock::kernels.end(),
            [&](const rqspinlock::NamedChanges& kernel) { return kernel.name == column.text; });
    };
    std::vector<Meaning> without;
    if (columns.size() < 2 || !std::all_of(columns.begin(), columns.end(), is_kernel)) return without;
    for (const rqspinlock::NamedChanges& kernel : rqspinlock::kernels) {
        const bool has_column = std::any_of(columns.begin(), columns.end(), [&](const Revision& column) {
            return column.text == kernel.name;
        });
        const auto same = std::find_if(columns.begin(), columns.end(), [&](const Revision& column) {
            return column.changes == kernel.changes;
        });
        if (has_column || same == columns.end()) continue;
        without.push_back({std::string(kernel.name), fmt::format("has the lock of {}", same->text)});
    }
    return without;
}

}  // namespace tools
