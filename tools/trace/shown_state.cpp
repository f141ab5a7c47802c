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

std::string context_name(const TraceStep& step) {
    std::string name = fmt::format("cpu{}", step.cpu);
    for (std::size_t depth = 1; depth < step.context.size(); ++depth) name += " " + step.context[depth];
    return name;
}

constexpr const char* locks = "Locks";

}  // namespace

/// The entries up to the table's count, the oldest first. An entry that is not stored yet is `NULL`.
std::string ShownState::held(const Cpu& cpu) const {
    std::vector<std::string> names;
    for (unsigned index = 0; index < cpu.count; ++index) {
        const auto entry = cpu.entries.find(index);
        const bool stored = entry != cpu.entries.end() && entry->second != "NULL";
        names.push_back(stored ? entry->second : "NULL");
    }
    return listed(names);
}

/// Sets the owner of the lock from the phases that the lock announced, and not from its word.
void ShownState::set_owner(const TraceStep& step) {
    std::vector<std::string>& owners = owners_[step.change->lock];
    const std::string context = context_name(step);
    if (step.change->phase == "owner") {
        owners.push_back(context);
    } else if (const auto found = std::find(owners.begin(), owners.end(), context); found != owners.end()) {
        owners.erase(found);
    }
    cells_[{locks, step.change->lock, "owner"}] = listed(owners);
}

/// A flag is named as `Inventory` names it. No variable of a scenario has such a name.
bool is_flag(const std::string& variable) {
    return variable.starts_with("flag");
}

/// Sets the cells of a variable. A lock word, (tail,pending,locked), has three cells. Nodes have their own
/// table.
void ShownState::set_variable(const std::string& variable, const std::string& value) {
    const std::size_t dot = variable.rfind('.');
    if (value.starts_with('(')) {
        const std::size_t first = value.find(',');
        const std::size_t second = value.find(',', first + 1);
        if (second == std::string::npos) return;
        cells_[{locks, variable, "tail"}] = value.substr(1, first - 1);
        cells_[{locks, variable, "pending"}] = value.substr(first + 1, second - first - 1);
        cells_[{locks, variable, "locked"}] = value.substr(second + 1, value.size() - second - 2);
    } else if (variable.find(".node") != std::string::npos) {
        cells_[{"Queue nodes", variable.substr(0, dot), variable.substr(dot + 1)}] = value;
    } else if (dot == std::string::npos) {
        cells_[{is_flag(variable) ? "Flags" : "Variables", variable, "value"}] = value;
    }
}

std::string ShownState::after_change(const TraceStep& step) {
    const Announcement& change = *step.change;
    std::vector<std::string>& nodes = cpus_[step.cpu].nodes;
    if (change.phase == "node taken") nodes.push_back(fmt::format("cpu{}/{}", step.cpu, *change.node));
    if (change.phase == "node dropped" && !nodes.empty()) nodes.pop_back();
    if (change.phase == "owner" || change.phase == "released") set_owner(step);
    if (nodes.empty() || (change.phase != "queued" && change.phase != "dequeued")) return "";
    std::vector<std::string>& queue = queues_[change.lock];
    if (change.phase == "queued") {
        queue.push_back(nodes.back());
    } else {
        queue.erase(std::remove(queue.begin(), queue.end(), nodes.back()), queue.end());
    }
    cells_[{locks, change.lock, "queue"}] = listed(queue);
    return "queue " + listed(queue);
}

std::string ShownState::after(const TraceStep& step) {
    if (step.change) return after_change(step);
    if (step.variable.empty()) return "";
    const bool is_first = accessed_.insert(step.variable).second;
    if (is_first && step.from == initial && step.read) set_variable(step.variable, *step.read);
    if (!step.written) return "";
    set_variable(step.variable, *step.written);
    Cpu& cpu = cpus_[step.cpu];
    const std::string name = fmt::format("cpu{}", step.cpu);
    const std::string entry = name + ".held[";
    if (step.variable == name + ".cnt") {
        cpu.count = static_cast<unsigned>(std::strtoul(step.written->c_str(), nullptr, 10));
    } else if (step.variable.starts_with(entry)) {
        const auto index = std::strtoul(step.variable.c_str() + entry.size(), nullptr, 10);
        cpu.entries[static_cast<unsigned>(index)] = *step.written;
    } else {
        return "";
    }
    const std::string text = held(cpu);
    cells_[{"Held locks", name, "count"}] = std::to_string(cpu.count);
    cells_[{"Held locks", name, "entries"}] = text;
    return "held " + text;
}

}  // namespace tools
