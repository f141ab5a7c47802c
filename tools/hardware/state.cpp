// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/hardware/state.hpp"

#include "scenarios/framework/sites.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tools::hardware {
namespace {

using namespace rqspinlock;
using Node = QueueNode<RecordedPlatform>;

char lock_letter(unsigned index) {
    return static_cast<char>('A' + index);
}

std::string lock_name(std::span<const ProtectedSection> sections, const void* lock) {
    if (lock == nullptr) return "NULL";
    for (unsigned i = 0; i < sections.size(); ++i) {
        if (lock == &sections[i].lock.word()) return std::string(1, lock_letter(i));
    }
    return "?";
}

std::string node_name(const Node* node, unsigned cpus) {
    if (node == nullptr) return "NULL";
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        const auto& nodes = per_cpu<RecordedPlatform>(cpu).nodes;
        for (unsigned i = 0; i < max_queue_nodes; ++i) {
            if (node == &nodes[i]) return fmt::format("CPU {} node {}", cpu, i);
        }
    }
    return "?";
}

std::string describe_word(std::uint32_t word) {
    std::string text = fmt::format("0x{:08x}", word);
    if (has_tail(word)) {
        const Tail tail = decode_tail(word);
        text += fmt::format(" tail CPU {} node {}", tail.cpu, tail.index);
    }
    if (is_pending(word)) text += " pending";
    if (is_locked(word)) text += " locked";
    return text;
}

std::string describe_cpu(std::span<const ProtectedSection> sections, unsigned cpu, unsigned cpus) {
    const PerCpu<RecordedPlatform>& own = per_cpu<RecordedPlatform>(cpu);
    const auto latest = SiteRecorder::latest(cpu);
    const std::uint32_t held = own.held.cnt.peek();
    const std::uint32_t nodes = own.node_count.peek();
    std::string text = fmt::format("CPU {} at {} ({}), held-locks table {}:", cpu,
                                   scenarios::site_name(latest.site.value_or(scenarios::rig::program_end)),
                                   name(latest.region), held);
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(held, res_nr_held); ++i) {
        text += ' ' + lock_name(sections, own.held.locks[i].peek());
    }
    text += fmt::format(", nodes in use {}\n", nodes);
    for (std::uint32_t i = 0; i < std::min<std::uint32_t>(nodes, max_queue_nodes); ++i) {
        text += fmt::format("  node {}: locked {}, next {}\n", i, own.nodes[i].locked.peek(),
                            node_name(own.nodes[i].next.peek(), cpus));
    }
    return text;
}

}  // namespace

std::string find_leak(std::span<const ProtectedSection> sections, unsigned cpus) {
    for (unsigned i = 0; i < sections.size(); ++i) {
        const std::uint32_t word = sections[i].lock.word().peek();
        if (word != 0) return fmt::format("lock {} is left at {}", lock_letter(i), describe_word(word));
    }
    for (unsigned cpu = 0; cpu < cpus; ++cpu) {
        const PerCpu<RecordedPlatform>& own = per_cpu<RecordedPlatform>(cpu);
        if (const auto count = own.held.cnt.peek(); count != 0) {
            return fmt::format("the held-locks table of CPU {} is left at {}", cpu, static_cast<int>(count));
        }
        if (const auto count = own.node_count.peek(); count != 0) {
            return fmt::format("the node count of CPU {} is left at {}", cpu, static_cast<int>(count));
        }
    }
    return {};
}

std::string describe(std::span<const ProtectedSection> sections, unsigned cpus) {
    std::string text;
    for (unsigned i = 0; i < sections.size(); ++i) {
        text += fmt::format("lock {}: {}\n", lock_letter(i), describe_word(sections[i].lock.word().peek()));
    }
    for (unsigned cpu = 0; cpu < cpus; ++cpu) text += describe_cpu(sections, cpu, cpus);
    return text;
}

}  // namespace tools::hardware
