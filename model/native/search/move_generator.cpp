// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/move_generator.hpp"

#include <algorithm>

#include "model/native/graph/dependencies.hpp"
#include "model/native/search/blocking.hpp"

namespace model::native {
namespace {

/// The events that happen before the next access of a CPU.
/// @param room holds the result where it is not part of the CPU's state
inline const VectorClock& known_to_next(const Graph& graph, const CpuState& state, VectorClock& room) {
    if (!state.has_gained) return state.happens_before;
    room = state.happens_before;
    add_gained(room, graph, state.next.info.address);
    return room;
}

}  // namespace

void MoveGenerator::generate(unsigned cpu) {
    moves_.clear();
    const NextStep& next = runner_.at(cpu).next;
    if (graph_.has_pending_write(cpu)) return find_writes(cpu, next);
    switch (next.kind) {
        case NextStep::Kind::read:
        case NextStep::Kind::update:
        case NextStep::Kind::add:
        case NextStep::Kind::compare_exchange:
        case NextStep::Kind::await:
            return find_reads(cpu, next);
        case NextStep::Kind::write:
            return find_writes(cpu, next);
        case NextStep::Kind::choice:
            return find_choices(next);
        default:
            moves_.push_back({Move::Kind::step, false, 0, 0, nullptr});
            return;
    }
}

void MoveGenerator::find_choices(const NextStep& next) {
    // When all slow waits are spent, the choice is still an event. Otherwise a revisit that frees a slow
    // wait would find another graph.
    const bool is_spent = next.slow && graph_.slow_waits() >= runner_.configuration().slow;
    const auto count = is_spent ? 1U : static_cast<std::uint32_t>(next.first);
    for (std::uint32_t value = 0; value < count; ++value) {
        moves_.push_back({Move::Kind::step, false, value, 0, nullptr});
    }
}

void MoveGenerator::find_reads(unsigned cpu, const NextStep& next) {
    const LocationState& location = graph_.location(next.location);
    const CpuState& state = runner_.at(cpu);
    VectorClock room;
    const VectorClock& known = known_to_next(graph_, state, room);
    const std::uint32_t first = graph_.first_readable(next.location, cpu, known);
    const auto latest = static_cast<std::uint32_t>(location.coherence.size());
    for (std::uint32_t position = latest + 1; position-- > first;) {
        const GraphEvent* const write = location.at(position);
        const std::uint64_t value = location.value_of(write);
        // A wait may read any store that satisfies it. It blocks only on the latest store: it can block on
        // one store at most, and an older one would be left behind.
        if (next.kind == NextStep::Kind::await && position != latest && !lets_go(location, next, write))
            continue;
        if (write != nullptr && write->releases_more) [[unlikely]] {
            if (misses_what_it_learns(graph_, cpu, next.read_order(value), *write)) continue;
        }
        if (next.updates(value) && location.is_updated(position)) {
            // Two updates of one store exclude each other. The only possible moves are revisits that remove
            // the other update.
            VectorClock prefix = state.prefix;
            if (write != nullptr) prefix.join(write->prefix);
            const Move pattern{Move::Kind::revisit, true, 0, position, nullptr};
            const GraphEvent* const other = location.at(position + 1);
            if (prefix.covers(other->cpu, other->read->tick) || other->read->stamp <= graph_.frozen_stamp()) {
                continue;
            }
            find_revisits(next.location, prefix, position, pattern, true);
            continue;
        }
        moves_.push_back({Move::Kind::read, false, position, 0, nullptr});
    }
}

void MoveGenerator::find_writes(unsigned cpu, const NextStep& next) {
    const LocationState& location = graph_.location(next.location);
    const CpuState& state = runner_.at(cpu);
    const auto count = static_cast<std::uint32_t>(location.coherence.size());
    if (graph_.has_pending_write(cpu)) {
        const GraphEvent& read = *graph_.events(cpu).back();
        const std::uint32_t position = position_of(read.reads_from);
        moves_.push_back({Move::Kind::write, false, position + 1, 0, nullptr});
        const Move pattern{Move::Kind::revisit, false, 0, position, nullptr};
        find_revisits(next.location, read.prefix, position, pattern, true);
        return;
    }
    if (location.is_private(cpu)) {  // no read to revisit, and no place before another write
        moves_.push_back({Move::Kind::write, false, count + 1, 0, nullptr});
        return;
    }
    VectorClock room;
    const VectorClock& known = known_to_next(graph_, state, room);
    const std::uint32_t first = graph_.first_readable(next.location, cpu, known);
    for (std::uint32_t position = count + 1; position > first; --position) {
        if (location.is_updated(position - 1)) continue;  // no write comes between an update's halves
        moves_.push_back({Move::Kind::write, false, position, 0, nullptr});
    }
    const Move pattern{Move::Kind::revisit, false, 0, 0, nullptr};
    find_revisits(next.location, state.prefix, first, pattern, false);
}

/// Number of reads of the location that are outside the prefix and can still change.
unsigned MoveGenerator::count_revisitable(LocationId id, const VectorClock& prefix) const {
    unsigned count = 0;
    for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
        const GraphEvent* access = graph_.location(id).accesses[cpu];
        for (; access != nullptr; access = access->previous_here) {
            if (prefix.covers(cpu, access->tick) || access->stamp <= graph_.frozen_stamp()) break;
            if (access->is_read()) ++count;
        }
    }
    return count;
}

/// Finds the reads that the next write of the CPU may revisit. Such a read is outside the write's prefix.
/// The read, and all events that the revisit removes with it, were added maximally.
/// @param prefix the prefix of the write
/// @param first_readable the write after which it must stand in coherence; for an update, the write that it
/// reads
void MoveGenerator::find_revisits(LocationId id, const VectorClock& prefix, std::uint32_t first_readable,
                                  const Move& pattern, bool exclusive) {
    if (!Rules::has_revisits()) return;
    unsigned candidates = count_revisitable(id, prefix);
    const std::vector<GraphEvent*>& order = graph_.order();
    for (std::size_t place = order.size(); candidates != 0 && place-- > 0;) {
        GraphEvent* const event = order[place];
        if (prefix.covers(event->cpu, event->tick)) continue;
        if (!is_maximal(*event, prefix)) break;
        if (!event->is_read() || event->location != id) continue;
        --candidates;
        find_places(*event, prefix, first_readable, pattern, exclusive);
    }
}

/// Finds the places in coherence that the write can take if it revisits this read: after the writes that it
/// and the read must know, among the writes that the revisit keeps.
void MoveGenerator::find_places(GraphEvent& read, const VectorClock& prefix, std::uint32_t first_readable,
                                const Move& pattern, bool exclusive) {
    const std::vector<GraphEvent*>& coherence = graph_.location(read.location).coherence;
    const auto is_kept = [&](const GraphEvent* write) {
        return write->stamp < read.stamp || prefix.covers(write->cpu, write->tick);
    };
    const std::uint32_t known_to_read =
        graph_.first_readable(read.location, read.cpu, read.known, read.previous_here);
    Move move = pattern;
    move.revisited = &read;

    // Positions in coherence when only the kept writes are left.
    std::uint32_t kept = 0;
    std::uint32_t kept_known = 0;
    std::uint32_t kept_first = 0;
    bool other_update = false;
    for (const GraphEvent* write : coherence) {
        if (!is_kept(write)) continue;
        ++kept;
        if (write->coherence <= known_to_read) kept_known = kept;
        if (write->coherence <= first_readable) kept_first = kept;
        if (write->coherence == first_readable + 1 && write->exclusive) other_update = true;
    }
    if (exclusive) {
        if (other_update || kept_first < kept_known) return;
        move.position = kept_first + 1;
        moves_.push_back(move);
        return;
    }
    // The places are the end, and before each kept write that is no update.
    const std::uint32_t first = std::max(kept_known, kept_first);
    move.position = kept + 1;
    moves_.push_back(move);
    for (std::size_t i = coherence.size(); i-- > 0;) {
        if (!is_kept(coherence[i])) continue;
        if (--move.position == first) break;
        if (!coherence[i]->exclusive) moves_.push_back(move);
    }
}

/// Would the event be the same if it were added last, to the events before it and the prefix of the write?
/// That is so for a read of the latest store, a write at the end that is not read, and the choice of 0.
bool MoveGenerator::is_maximal(const GraphEvent& event, const VectorClock& prefix) const {
    if (event.kind == EventKind::choice) return event.value == 0;
    if (!event.is_access()) return true;
    const auto is_previous = [&](const GraphEvent& other) {
        return other.stamp <= event.stamp || prefix.covers(other.cpu, other.tick);
    };
    const GraphEvent* write = &event;
    if (event.is_read()) {
        write = event.reads_from;
        if (write != nullptr && !is_previous(*write)) return false;
    } else if (event.revisited != nullptr) {
        const GraphEvent& revisited = *event.revisited;
        const std::vector<GraphEvent*>& events = graph_.events(revisited.cpu);
        if (revisited.index < events.size() && events[revisited.index] == &revisited) return false;
    }
    if (!Rules::requires_maximality()) return true;
    const std::vector<GraphEvent*>& coherence = graph_.location(event.location).coherence;
    for (std::size_t later = position_of(write); later < coherence.size(); ++later) {
        if (is_previous(*coherence[later])) return false;
    }
    return true;
}

}  // namespace model::native
