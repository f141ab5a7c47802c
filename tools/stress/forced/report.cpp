// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/support/indented.hpp"

namespace tools::stress::forced {
namespace {

constexpr std::string_view row_format = "  {:<4}{:<17}{:<6}{:<24}{:<24}{:>9}\n";

double in_ms(rqspinlock::Nanoseconds time) {
    return static_cast<double>(time) / static_cast<double>(rqspinlock::millisecond);
}

std::string end_text(const ForcedReport& report) {
    const std::string but = report.notes.empty()
                                ? ""
                                : fmt::format(", but for {} value{}, see above", report.notes.size(),
                                              report.notes.size() == 1 ? "" : "s");
    if (report.is_reproduced()) return fmt::format("reproduced{}", but);
    return fmt::format("not reproduced: {}", report.differences.front());
}

}  // namespace

std::string describe(const ForcedReport& report) {
    std::string text = fmt::format(
        "{}\n  the trace    {}\n  forced       {} of {} steps on {} CPUs, {} cores; {:g} ms by the trace's "
        "clock\n",
        report.title, report.outcome, report.done, report.steps, report.cpus, report.cores,
        in_ms(report.duration));
    text += fmt::format(row_format, "CPU", "context", "lock", "in the trace", "here", "real, ms");
    for (const AttemptPair& pair : report.attempts) {
        text += fmt::format(row_format, pair.traced.cpu, pair.traced.context, pair.traced.lock,
                            pair.traced.result, pair.result, fmt::format("{:.1f}", in_ms(pair.wait)));
    }
    for (const std::string& note : report.notes) text += fmt::format("  {}\n", note);
    if (!report.hang.empty()) {
        text += fmt::format("  {:.0f} s later:\n{}", report.watched, indented(report.hang));
    }
    for (std::size_t i = 1; i < report.differences.size(); ++i) {
        text += fmt::format("  {}\n", report.differences[i]);
    }
    for (const std::string& hint : report.hints) text += fmt::format("  {}\n", hint);
    return text + end_text(report) + '\n';
}

std::string to_json(const ForcedReport& report) {
    using nlohmann::ordered_json;
    ordered_json attempts = ordered_json::array();
    for (const AttemptPair& pair : report.attempts) {
        attempts.push_back({{"cpu", pair.traced.cpu},
                            {"context", pair.traced.context},
                            {"lock", pair.traced.lock},
                            {"in_the_trace", pair.traced.result},
                            {"here", pair.result},
                            {"wait", pair.wait}});
    }
    const ordered_json all{{"replayed", report.title},
                           {"outcome", report.outcome},
                           {"reproduced", report.is_reproduced()},
                           {"cpus", report.cpus},
                           {"cores", report.cores},
                           {"steps", report.steps},
                           {"done", report.done},
                           {"duration", report.duration},
                           {"attempts", std::move(attempts)},
                           {"notes", report.notes},
                           {"differences", report.differences},
                           {"hints", report.hints},
                           {"watched", report.watched},
                           {"hang", report.hang}};
    return all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace tools::stress::forced
