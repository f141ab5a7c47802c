// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/happens_before.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/access.hpp"

namespace model {
namespace {

void join(std::vector<std::uint32_t>& clock, std::span<const std::uint32_t> other) {
    for (std::size_t cpu = 0; cpu < clock.size(); ++cpu) clock[cpu] = std::max(clock[cpu], other[cpu]);
}

}  // namespace

HappensBefore::HappensBefore(const Execution& execution) : cpu_count_(execution.cpus) {
    std::size_t left = 0;
    for (unsigned cpu = 0; cpu < cpu_count_; ++cpu) {
        const std::size_t count = execution.cpu[cpu].events.size();
        Cpu& state = cpus_[cpu];
        state.now.resize(cpu_count_);
        state.acquirable.resize(cpu_count_);
        state.gained.resize(cpu_count_);
        state.release_fence.resize(cpu_count_);
        state.clocks.reserve(count * cpu_count_);
        state.released.resize(count);
        left += count;
    }
    // The events are taken in any order in which a write comes before its reads.
    while (left != 0) {
        const std::size_t before = left;
        for (unsigned cpu = 0; cpu < cpu_count_; ++cpu) {
            const auto& events = execution.cpu[cpu].events;
            for (std::uint32_t& index = cpus_[cpu].done; index < events.size(); ++index, --left) {
                const EventId from = events[index].reads_from;
                if (from && from.index >= cpus_[from.cpu].done) break;
                take({cpu, index}, events[index]);
            }
        }
        if (left == before) throw std::logic_error("program order and reads-from make a cycle");
    }
}

/// Computes an event's clock: the events before it in program order, and what it gains by its read.
HappensBefore::Clock HappensBefore::clock_of(EventId id, const Event& event) {
    Cpu& cpu = cpus_[id.cpu];
    const auto order = static_cast<Order>(event.order);
    cpu.now[id.cpu] = id.index + 1;
    if (event.reads_from) {
        join(is_acquire(order) ? cpu.now : cpu.acquirable, released_by(event.reads_from));
    }
    const bool reads_address = event.reads_from && order == dependency;
    const bool has_address = event.address_from != EventId::none;
    if (!reads_address && !has_address) return cpu.now;
    Clock clock = cpu.now;
    if (reads_address) join(clock, released_by(event.reads_from));
    if (has_address) join(clock, this->clock({id.cpu, event.address_from}));
    join(cpu.gained, clock);
    return clock;
}

void HappensBefore::take(EventId id, const Event& event) {
    Cpu& cpu = cpus_[id.cpu];
    const auto order = static_cast<Order>(event.order);
    Clock clock = clock_of(id, event);
    if (event.coherence != 0) {
        Clock& released = cpu.released[id.index];
        released = is_release(order) ? clock : cpu.release_fence;
        if (is_release(order)) join(released, cpu.gained);
        if (event.operation == Operation::update && event.reads_from) {
            join(released, released_by(event.reads_from));
        }
    }
    if (event.operation == Operation::fence) {
        if (is_acquire(order)) join(cpu.now, cpu.acquirable);
        if (is_release(order)) {
            cpu.release_fence = cpu.now;
            join(cpu.release_fence, cpu.gained);
        }
        clock = cpu.now;
    }
    cpu.clocks.insert(cpu.clocks.end(), clock.begin(), clock.end());
}

}  // namespace model
