// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/core.h>
#include <algorithm>

#include "tools/trace/convert/convert.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

/// `{"cpu0":2, "cpu1":5}`, without the CPUs of which no step happens before.
std::string clock_text(const std::vector<std::uint32_t>& clock) {
    std::string text;
    for (std::size_t cpu = 0; cpu < clock.size(); ++cpu) {
        if (clock[cpu] == 0) continue;
        text += fmt::format("{}\"cpu{}\":{}", text.empty() ? "" : ", ", cpu, clock[cpu]);
    }
    return "{" + text + "}";
}

void join(std::vector<std::uint32_t>& clock, const std::vector<std::uint32_t>& other) {
    clock.resize(other.size());
    for (std::size_t cpu = 0; cpu < other.size(); ++cpu) clock[cpu] = std::max(clock[cpu], other[cpu]);
}

}  // namespace

std::string to_shiviz(const ExecutionTrace& trace) {
    std::string text;
    // A clock of ShiViz cannot go back. So a step that happens before an access by its address seems to
    // happen before all later steps of the access's CPU too.
    std::vector<std::vector<std::uint32_t>> clocks(trace.ends.size());
    for (const TraceStep& step : trace.steps) {
        std::string context;
        for (std::size_t i = 1; i < step.context.size(); ++i) context += step.context[i] + " ";
        join(clocks[step.cpu], step.clock);
        text +=
            fmt::format("{}{}\ncpu{} {}\n", context, step_text(step), step.cpu, clock_text(clocks[step.cpu]));
    }
    return text;
}

}  // namespace tools
