// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/core.h>
#include <map>

#include "tools/support/quoted.hpp"
#include "tools/trace/convert/convert.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

/// Is the step a node of the graph? Accesses, fences, hangs, and the begins and ends of contexts are nodes.
/// Announcements and choices are not.
bool is_node(const TraceStep& step) {
    return !step.order.empty() || !step.variable.empty() || step.operation == "enter" ||
           step.operation == "leave" || is_hang(step);
}

std::string edge(std::size_t from, std::size_t to, const char* label, const char* style) {
    return fmt::format("  s{} -> s{} [label=\"{}\", {}]\n", from, to, label, style);
}

/// The nodes of a CPU in program order.
std::string cluster(const ExecutionTrace& trace, unsigned cpu) {
    std::string text = fmt::format("  subgraph cluster_cpu{} {{\n    label=\"cpu{}\"\n", cpu, cpu);
    std::string order;
    for (std::size_t number = 0; number < trace.steps.size(); ++number) {
        const TraceStep& step = trace.steps[number];
        if (step.cpu != cpu || !is_node(step)) continue;
        const std::string label = step_text(step) + (step.order.empty() ? "" : " (" + step.order + ")");
        text += fmt::format("    s{} [label={}{}{}]\n", number, quoted(label),
                            step.context.size() > 1 ? ", style=filled, fillcolor=\"#eeeeee\"" : "",
                            is_hang(step) ? ", color=red, fontcolor=red" : "");
        order += fmt::format("{}s{}", order.empty() ? "" : " -> ", number);
    }
    if (!order.empty()) text += fmt::format("    {} [weight=10]\n", order);
    return text + "  }\n";
}

}  // namespace

std::string to_dot(const ExecutionTrace& trace) {
    std::string text = fmt::format(
        "digraph execution {{\n  label={}\n  node [shape=box, fontname=monospace]\n",
        quoted(fmt::format("{} on {}: {}", trace.setup.scenario, trace.setup.revision, trace.what)));
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) text += cluster(trace, cpu);
    std::map<std::string, std::map<std::uint32_t, std::size_t>> coherence;
    for (std::size_t number = 0; number < trace.steps.size(); ++number) {
        const TraceStep& step = trace.steps[number];
        if (step.from && *step.from != initial) {
            text += edge(static_cast<std::size_t>(*step.from), number, "rf",
                         "color=darkgreen, fontcolor=darkgreen, constraint=false");
        }
        if (step.address_from && *step.address_from != initial) {
            text += edge(static_cast<std::size_t>(*step.address_from), number, "addr", "constraint=false");
        }
        if (step.coherence != 0) coherence[step.variable][step.coherence] = number;
    }
    for (const auto& [variable, writes] : coherence) {
        const std::size_t* before = nullptr;
        for (const auto& [place, number] : writes) {
            if (before != nullptr) {
                text +=
                    edge(*before, number, "co", "color=blue, fontcolor=blue, style=dashed, constraint=false");
            }
            before = &number;
        }
    }
    return text + "}\n";
}

}  // namespace tools
