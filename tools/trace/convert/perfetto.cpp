// SPDX-License-Identifier: GPL-2.0-or-later
#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "tools/trace/convert/convert.hpp"
#include "tools/trace/step_text.hpp"

namespace tools {
namespace {

using nlohmann::json;

/// The number of a CPU's thread. Threads are numbered from 1, because Perfetto takes 0 for the idle task and
/// does not show it.
unsigned thread_of(unsigned cpu) {
    return cpu + 1;
}

json event(const char* phase, unsigned cpu, std::size_t time, const std::string& name) {
    return {{"ph", phase}, {"pid", 1}, {"tid", thread_of(cpu)}, {"ts", time}, {"name", name}};
}

json step_event(const TraceStep& step, std::size_t number) {
    json result = event("X", step.cpu, number, step_text(step));
    result["dur"] = 1;
    json& arguments = result["args"] = {{"step", number}, {"virtual time, ns", step.time}};
    if (!step.order.empty()) arguments["order"] = step.order;
    if (!step.missed.empty()) arguments["stale, missed"] = step.missed;
    if (!step.file.empty()) arguments["source"] = fmt::format("{}:{}", step.file, step.line);
    return result;
}

}  // namespace

std::string to_perfetto(const ExecutionTrace& trace) {
    json events = json::array();
    const auto name_thread = [&](unsigned cpu) {
        events.push_back({{"ph", "M"},
                          {"pid", 1},
                          {"tid", thread_of(cpu)},
                          {"name", "thread_name"},
                          {"args", {{"name", fmt::format("cpu{}", cpu)}}}});
    };
    events.push_back(
        {{"ph", "M"},
         {"pid", 1},
         {"name", "process_name"},
         {"args",
          {{"name", fmt::format("{} on {}: {}", trace.setup.scenario, trace.setup.revision, trace.what)}}}});
    for (unsigned cpu = 0; cpu < trace.ends.size(); ++cpu) name_thread(cpu);
    for (std::size_t number = 0; number < trace.steps.size(); ++number) {
        const TraceStep& step = trace.steps[number];
        if (step.operation == "enter") {
            events.push_back(event("B", step.cpu, number, step_text(step)));
        } else if (step.operation == "leave") {
            events.push_back(event("E", step.cpu, number + 1, ""));
        } else {
            events.push_back(step_event(step, number));
        }
        if (!step.from || *step.from == initial) continue;
        const auto store = static_cast<std::size_t>(*step.from);
        if (trace.steps[store].cpu == step.cpu) continue;
        // A flow has the number of its read as its name, because a store may have several flows.
        for (const bool begins : {true, false}) {
            json flow = event(begins ? "s" : "f", begins ? trace.steps[store].cpu : step.cpu,
                              begins ? store : number, "reads-from");
            flow["cat"] = "reads-from";
            flow["id"] = number;
            if (!begins) flow["bp"] = "e";
            events.push_back(std::move(flow));
        }
    }
    // Perfetto closes the contexts that never end, those of a stuck CPU, at the end of the trace.
    return json{{"traceEvents", events}}.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace tools
