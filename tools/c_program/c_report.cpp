// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/c_program/c_report.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "tools/c_program/c_program.hpp"

namespace tools {
namespace {

using model::Operation;

/// An event and its CPU.
struct Step {
    unsigned cpu;
    const model::Event* event;
};

std::string access_text(const model::Event& event) {
    const std::string variable = variable_name(event.location);
    switch (event.operation) {
        case Operation::read:
            return fmt::format("{} = {}{}", variable, value_text(event.read), event.stale ? "  [stale]" : "");
        case Operation::write:
            return fmt::format("{} := {}", variable, value_text(event.written));
        case Operation::update:
            return fmt::format("{} {} -> {}", variable, value_text(event.read), value_text(event.written));
        case Operation::fence:
            return "fence";
        case Operation::note:
            return fmt::format("note {}", event.detail);
        case Operation::enter:
            return fmt::format("<{}>", model::context_name(event.context));
        case Operation::leave:
            return "</>";
        default:
            return "";
    }
}

std::string place_text(const char* file, std::uint32_t line) {
    return file == nullptr || line == 0 ? "" : fmt::format("  {}:{}", file, line);
}

std::string trace_text(const model::Execution& execution) {
    std::vector<Step> steps;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (const model::Event& event : execution.cpu[cpu].events) steps.push_back({cpu, &event});
    }
    std::stable_sort(steps.begin(), steps.end(), [](const Step& left, const Step& right) {
        return left.event->sequence < right.event->sequence;
    });
    std::string text;
    for (const Step& step : steps) {
        const std::string access = access_text(*step.event);
        if (access.empty()) continue;
        fmt::format_to(std::back_inserter(text), "    cpu{}  {}{}\n", step.cpu, access,
                       place_text(step.event->file, step.event->line));
    }
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        const model::CpuRecord& record = execution.cpu[cpu];
        if (record.end == model::CpuEnd::blocked) {
            fmt::format_to(std::back_inserter(text), "    cpu{}  waits for ever: {}{}\n", cpu,
                           variable_name(record.blocked_on),
                           place_text(record.blocked_file, record.blocked_line));
        }
        if (record.end == model::CpuEnd::retries) {
            fmt::format_to(std::back_inserter(text), "    cpu{}  retries for ever{}\n", cpu,
                           place_text(record.retried_file, record.retried_line));
        }
    }
    return text;
}

void add_counts(std::string& out, std::string_view heading,
                const std::map<std::string, std::uint64_t>& counts) {
    if (counts.empty()) return;
    fmt::format_to(std::back_inserter(out), "  {}\n", heading);
    for (const auto& [name, count] : counts) {
        fmt::format_to(std::back_inserter(out), "    {:>12}  {}\n", count, name);
    }
}

std::string end_of(const CFindings& findings) {
    if (findings.is_exhausted()) return "all execution graphs";
    switch (findings.search.end) {
        case model::SearchEnd::executions:
            return "stopped at the bound of executions";
        case model::SearchEnd::seconds:
            return "stopped at the time limit";
        case model::SearchEnd::stopped:
            return "stopped";
        case model::SearchEnd::by_itself:
        case model::SearchEnd::divided:  // no limit of this kind is set
            break;
    }
    return "broken off: some executions go on without end";
}

}  // namespace

std::string c_report(const std::string& name, const std::string& machine, const std::string& memory,
                     const CFindings& findings) {
    const std::string_view verdict = !findings.failures.empty() ? "FAIL"
                                     : findings.is_exhausted()  ? "pass"
                                                                : "bounded";
    std::string out = fmt::format("{}: {}\n", name, verdict);
    fmt::format_to(std::back_inserter(out), "  machine    {}\n", machine);
    fmt::format_to(std::back_inserter(out), "  searched   {} executions, {} of them complete; {}\n",
                   findings.executions, findings.complete, end_of(findings));
    fmt::format_to(std::back_inserter(out), "  memory     {}\n", memory);
    out +=
        "  gaps       - no load buffering: program order and reads-from make no cycle, as in RC11\n"
        "             - plain accesses are relaxed ones: no tearing or merging\n"
        "             - loads of pointers by the kernel's macros are acquires, for their address "
        "dependencies\n";
    add_counts(out, "failures, in so many executions", findings.failures);
    add_counts(out, "races of plain accesses, in so many executions", findings.plain_races);
    add_counts(out, "outcomes", findings.outcomes);
    for (const auto& [kind, example] : findings.examples) {
        fmt::format_to(std::back_inserter(out), "\n  shortest {}\n{}", kind, trace_text(example.execution));
    }
    return out;
}

}  // namespace tools
