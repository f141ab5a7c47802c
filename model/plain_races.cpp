// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/plain_races.hpp"

#include <algorithm>
#include <optional>
#include <vector>

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

/// An access with its place in the record.
struct Access {
    EventId id;
    const Event* event;
};

/// All accesses. Accesses to the same location stand next to each other.
std::vector<Access> accesses_by_location(const Execution& execution) {
    std::vector<Access> accesses;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        const auto& events = execution.cpu[cpu].events;
        for (std::uint32_t index = 0; index < events.size(); ++index) {
            if (is_access_to_location(events[index])) accesses.push_back({{cpu, index}, &events[index]});
        }
    }
    std::stable_sort(accesses.begin(), accesses.end(), [](const Access& left, const Access& right) {
        return left.event->location < right.event->location;
    });
    return accesses;
}

}  // namespace

Races plain_races(const Execution& execution) {
    const std::vector<Access> accesses = accesses_by_location(execution);
    std::optional<HappensBefore> order;  // most locations belong to one CPU alone
    Races races;
    for (auto left = accesses.begin(); left != accesses.end(); ++left) {
        for (auto right = left + 1; right != accesses.end(); ++right) {
            if (right->event->location != left->event->location) break;
            if (left->id.cpu == right->id.cpu || !conflict(*left->event, *right->event)) continue;
            if (!order) order.emplace(execution);
            if (order->is_before(left->id, right->id) || order->is_before(right->id, left->id)) continue;
            races.push_back({left->id, right->id});
        }
    }
    return races;
}

std::set<std::string> plain_races_in_words(const Execution& execution,
                                           const std::function<std::string(const Event&)>& text_of) {
    std::set<std::string> found;
    for (const Race& race : plain_races(execution)) {
        std::string first = text_of(execution.cpu[race.first.cpu].events[race.first.index]);
        std::string second = text_of(execution.cpu[race.second.cpu].events[race.second.index]);
        if (second < first) first.swap(second);
        found.insert(first + ", and " + second);
    }
    return found;
}

}  // namespace model
