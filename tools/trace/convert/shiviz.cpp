// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/core.h>
#include <algorithm>

#include "tools/trace/convert/convert.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

/// `{"cpu0":2, "cpu1":5}`, without those of which nothing happens before.
std::string clock_text(const std::vector<std::uint32_t>& clock) {
    std::string text;
    for (std::size_t cpu = 0; cpu < clock.size(); ++cpu) {
        if (clock[cpu] == 0) continue;
        text += fmt::format("{}\"cpu{}\":{}", text.empty() ? "" : ", ", cpu, clock[cpu]);
    }
    return "{" + text + "}";
}

}  // namespace

std::string to_shiviz(const ExecutionTrace& trace) {
    std::string text;
    for (const TraceStep& step : trace.steps) {
        std::string context;
        for (std::size_t i = 1; i < step.context.size(); ++i) context += step.context[i] + " ";
        text += fmt::format("{}{}\ncpu{} {}\n", context, step_text(step), step.cpu, clock_text(step.clock));
    }
    return text;
}

}  // namespace tools
