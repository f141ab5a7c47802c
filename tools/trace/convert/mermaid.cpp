// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/core.h>

#include "tools/trace/convert/convert.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

/// The text with Mermaid's entities in place of characters that end a statement or begin a comment.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '#':
                result += "#35;";
                break;
            case ';':
                result += "#59;";
                break;
            case '<':
                result += "#lt;";
                break;
            case '>':
                result += "#gt;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

}  // namespace

std::string to_mermaid(const ExecutionTrace& trace) {
    // A longer diagram is too long to scroll through, and Mermaid refuses its text.
    constexpr std::size_t most_steps = 400;
    if (trace.steps.size() > most_steps) {
        throw ConvertError(
            fmt::format("a Mermaid diagram has room for {} steps, the trace has {}: the nearest is "
                        "perfetto",
                        most_steps, trace.steps.size()));
    }
    std::string text = "sequenceDiagram\n";
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) text += fmt::format("  participant cpu{}\n", cpu);
    for (const TraceStep& step : trace.steps) {
        if (step.from && *step.from != initial) {
            const TraceStep& store = trace.steps[static_cast<std::size_t>(*step.from)];
            if (store.cpu != step.cpu) {
                text += fmt::format("  cpu{}-->>cpu{}: {}\n", store.cpu, step.cpu,
                                    escaped(fmt::format("{} {}", step.variable, step.read.value_or(""))));
            }
        }
        if (step.operation == "enter") text += fmt::format("  activate cpu{}\n", step.cpu);
        text += fmt::format("  Note over cpu{}: {}\n", step.cpu, escaped(step_text(step)));
        if (step.operation == "leave") text += fmt::format("  deactivate cpu{}\n", step.cpu);
    }
    const std::size_t last = trace.ends.size() - 1;
    text += fmt::format("  Note over cpu0{}: {}\n", last == 0 ? "" : fmt::format(",cpu{}", last),
                        escaped(trace.what));
    return text;
}

}  // namespace tools
