// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/spin_detector.hpp"

#include <algorithm>
#include <cstring>

namespace model::native {

bool SpinDetector::repeats(const CpuState& own) {
    constexpr unsigned longest = 64;  // reads of a round
    const Record* record = own.record;
    for (unsigned count = 0; record != nullptr && count < longest; ++count) {
        const bool is_fence = record->operation == Operation::fence;
        if (record->operation != Operation::read && !is_fence) return false;
        if (record->event != nullptr && record->event->is_wait) return false;
        const bool is_same = record->location == own.next.location &&
                             record->info.site == own.next.info.site &&
                             record->info.line == own.next.info.line;
        if (is_same && !is_fence) return true;
        record = record->previous;
    }
    return false;
}

bool SpinDetector::has_been_here(CpuState& own, const Fiber& fiber, unsigned cpu, std::uint32_t events,
                                 bool runs_again) {
    const std::size_t size = fiber.stack_size();
    auto* const stack = arena_.allocate<std::byte>(size);
    fiber.copy_stack(stack);
    const auto* const here =
        arena_.make<LoopPoint>(own.next.location, events, own.visible_count, own.plain, own.poison, own.retry,
                               own.interrupts, own.cells, stack, size, own.loop);
    own.loop = here;
    // A program that runs again stands before a read that it made, so it did not spin there. What functions
    // have left on its stack may differ from that time.
    if (runs_again) return false;
    for (const LoopPoint* point = here->previous; point != nullptr; point = point->previous) {
        if (!has_only_read_since(*point, own, cpu, events)) return false;
        if (point->location != here->location || point->stack_size != size) continue;
        if (std::memcmp(point->stack, stack, size) != 0) continue;
        own.spins_since = point->event_count;
        return true;
    }
    return false;
}

bool SpinDetector::has_only_read_since(const LoopPoint& point, const CpuState& own, unsigned cpu,
                                       std::uint32_t events) const {
    if (point.visible_count != own.visible_count || point.plain != own.plain || point.poison != own.poison ||
        point.retry != own.retry || point.interrupts != own.interrupts || point.cells != own.cells) {
        return false;
    }
    // A choice among these events says that no interrupt arrives. Other choices are visible.
    const std::vector<GraphEvent*>& all = graph_.events(cpu);
    return std::none_of(all.begin() + point.event_count, all.begin() + events,
                        [](const GraphEvent* event) { return event->is_write() || event->is_wait; });
}

}  // namespace model::native
