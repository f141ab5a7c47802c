// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plain_races.hpp"

#include "model/happens_before.hpp"

namespace model {
namespace {

bool is_access_to_location(const Event& event) {
    return event.operation == Operation::read || event.operation == Operation::write ||
           event.operation == Operation::update;
}

bool have_bytes_in_common(const Event& left, const Event& right) {
    return left.bytes == 0 || right.bytes == 0 || (left.bytes & right.bytes) != 0;
}

bool conflict(const Event& left, const Event& right) {
    return left.location == right.location && (left.is_plain || right.is_plain) &&
           (left.operation != Operation::read || right.operation != Operation::read) &&
           have_bytes_in_common(left, right);
}

std::vector<EventId> accesses_of(const Execution& execution, unsigned cpu) {
    std::vector<EventId> accesses;
    for (std::uint32_t index = 0; index < execution.cpu[cpu].events.size(); ++index) {
        if (is_access_to_location(execution.cpu[cpu].events[index])) accesses.push_back({cpu, index});
    }
    return accesses;
}

}  // namespace

Races plain_races(const Execution& execution) {
    const HappensBefore order(execution);
    const auto event = [&](EventId id) -> const Event& { return execution.cpu[id.cpu].events[id.index]; };
    Races races;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (unsigned other = cpu + 1; other < execution.cpus; ++other) {
            for (const EventId left : accesses_of(execution, cpu)) {
                for (const EventId right : accesses_of(execution, other)) {
                    if (!conflict(event(left), event(right))) continue;
                    if (order.is_before(left, right) || order.is_before(right, left)) continue;
                    races.push_back({left, right});
                }
            }
        }
    }
    return races;
}

}  // namespace model
