// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/trace/shown_state.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/core.h>

namespace tools {
namespace {

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
    return text.empty() ? "-" : text;
}

}  // namespace

/// The entries that the count says are there, the oldest first; what is not stored yet is a `?`.
std::string ShownState::held(const Cpu& cpu) const {
    std::vector<std::string> names;
    for (unsigned index = 0; index < cpu.count; ++index) {
        const auto entry = cpu.entries.find(index);
        const bool stored = entry != cpu.entries.end() && entry->second != "NULL";
        names.push_back(stored ? entry->second : "NULL");
    }
    return "held " + listed(names);
}

std::string ShownState::after_change(const TraceStep& step) {
    const Change& change = *step.change;
    std::vector<std::string>& nodes = cpus_[step.cpu].nodes;
    if (change.phase == "node taken") nodes.push_back(fmt::format("cpu{}/{}", step.cpu, *change.node));
    if (change.phase == "node dropped" && !nodes.empty()) nodes.pop_back();
    if (nodes.empty() || (change.phase != "queued" && change.phase != "dequeued")) return "";
    std::vector<std::string>& queue = queues_[change.lock];
    if (change.phase == "queued") {
        queue.push_back(nodes.back());
    } else {
        queue.erase(std::remove(queue.begin(), queue.end(), nodes.back()), queue.end());
    }
    return "queue " + listed(queue);
}

std::string ShownState::after(const TraceStep& step) {
    if (step.change) return after_change(step);
    if (!step.written) return "";
    Cpu& cpu = cpus_[step.cpu];
    const std::string own = fmt::format("cpu{}.", step.cpu);
    if (step.variable == own + "cnt") {
        cpu.count = static_cast<unsigned>(std::strtoul(step.written->c_str(), nullptr, 10));
        return held(cpu);
    }
    const std::string entry = own + "held[";
    if (!step.variable.starts_with(entry)) return "";
    const auto index = std::strtoul(step.variable.c_str() + entry.size(), nullptr, 10);
    cpu.entries[static_cast<unsigned>(index)] = *step.written;
    return held(cpu);
}

}  // namespace tools
