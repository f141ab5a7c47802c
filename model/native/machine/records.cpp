// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/machine/records.hpp"

#include "model/mix.hpp"

namespace model::native {

Record& Records::add_visible(CpuState& own, Operation operation, AccessInfo info, std::uint64_t detail) {
    const std::uint64_t what =
        static_cast<std::uint64_t>(operation) | static_cast<std::uint64_t>(own.interrupts.running()) << 8U |
        static_cast<std::uint64_t>(own.observed_last) << 12U | static_cast<std::uint64_t>(own.ahead) << 13U |
        static_cast<std::uint64_t>(own.epoch) << 16U;
    absorb(own.skeleton, mix(mix(own.time, what), detail));
    if (own.mark == nullptr || own.mark->anchor != own.anchor) {
        own.mark = arena_.make<Mark>(own.anchor, own.mark, own.latest,
                                     own.mark == nullptr ? 1 : own.mark->number + 1);
        own.marks =
            mix(own.marks, static_cast<std::uint64_t>(own.visible_count) << 33U |
                               static_cast<std::uint64_t>(own.anchor.is_event) << 32U | own.anchor.epoch);
    }
    ++own.visible_count;
    return add(own, operation, info);
}

void Records::add_event(CpuState& own, const GraphEvent& event) {
    // The arrival of an interrupt, and time that passes, have their own records.
    if (own.next.interrupt || own.next.slow) return;
    AccessInfo info = own.next.info;
    info.order = event.order;
    own.observed_last = event.observed;
    accessed(own, true);
    switch (event.kind) {
        case EventKind::choice:
            add_visible(own, Operation::choice, info, event.value).event = &event;
            return;
        case EventKind::fence:
            add(own, Operation::fence, info).event = &event;
            return;
        case EventKind::read: {
            Record& made = add(own, Operation::read, info);
            made.event = &event;
            made.location = event.location;
            return;
        }
        case EventKind::write: {
            Record& made = add(own, event.exclusive ? Operation::update : Operation::write, info);
            made.event = &event;
            made.location = event.location;
            if (!event.observed) return;
            ++own.observed_writes;
            absorb(own.skeleton, static_cast<std::uint64_t>(event.location) << 32U |
                                     (event.value & configuration_.observed_mask));
            return;
        }
    }
}

}  // namespace model::native
