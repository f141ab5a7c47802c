// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/values.hpp"

#include <fmt/format.h>

#include "lock/judge/judge.hpp"
#include "lock/per_cpu.hpp"
#include "tools/trace/lock_word_text.hpp"

namespace tools::stress::forced {

using hardware::RecordedPlatform;

Values::Values(hardware::Shared shared, const scenarios::Scenario& scenario, unsigned cpus) {
    for (std::size_t index = 0; index < shared.sections.size(); ++index) {
        const auto& word = shared.sections[index].lock.word();
        const std::string name = rqspinlock::judge::lock_name(static_cast<std::uint32_t>(index));
        pointers_[&word] = name;
        variables_[name] = [&word] { return lock_word_text(word.peek()); };
    }
    for (std::size_t index = 0; index < shared.flags.size(); ++index) {
        const hardware::Flag& flag = shared.flags[index];
        variables_[fmt::format("flag{}", index)] = [&flag] { return std::to_string(flag.peek()); };
    }
    for (std::size_t index = 0; index < shared.variables.size(); ++index) {
        const hardware::Variable& variable = shared.variables[index];
        variables_[std::string(scenario.variables[index])] = [&variable] {
            return std::to_string(variable.load(std::memory_order_relaxed));
        };
    }
    for (unsigned cpu = 0; cpu < cpus; ++cpu) add_cpu(cpu);
}

void Values::add_cpu(unsigned cpu) {
    const auto& data = rqspinlock::per_cpu<RecordedPlatform>(cpu);
    for (unsigned index = 0; index < rqspinlock::max_queue_nodes; ++index) {
        const auto& node = data.nodes[index];
        const std::string name = fmt::format("cpu{}.node{}", cpu, index);
        pointers_[&node] = name;
        variables_[name + ".locked"] = [&node] { return std::to_string(node.locked.peek()); };
        variables_[name + ".next"] = [this, &node] { return pointer_text(node.next.peek()); };
    }
    const auto& held = data.held;
    variables_[fmt::format("cpu{}.cnt", cpu)] = [&held] { return std::to_string(held.cnt.peek()); };
    for (unsigned index = 0; index < rqspinlock::res_nr_held; ++index) {
        const auto& entry = held.locks[index];
        variables_[fmt::format("cpu{}.held[{}]", cpu, index)] = [this, &entry] {
            return pointer_text(entry.peek());
        };
    }
}

std::string Values::text_of(const std::string& variable) const {
    const auto found = variables_.find(variable);
    return found == variables_.end() ? std::string{} : found->second();
}

std::string Values::pointer_text(const void* pointer) const {
    if (pointer == nullptr) return "NULL";
    const auto found = pointers_.find(pointer);
    return found == pointers_.end() ? "?" : found->second;
}

}  // namespace tools::stress::forced
