// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/graph/graph.hpp"

#include "model/native/graph/location.hpp"

namespace model::native {

void Graph::begin(unsigned cpus, const std::vector<LocationId>& observed) {
    cpus_ = cpus;
    order_.clear();
    for (std::vector<GraphEvent*>& events : events_) events.clear();
    locations_.resize(location_count());
    for (LocationId id = 0; id < locations_.size(); ++id) {
        LocationState& location = locations_[id];
        location.initial = initial_value(id);
        location.coherence.clear();
        location.accesses = {};
        location.cpus = 0;
        location.observed = false;
    }
    for (const LocationId id : observed) locations_[id].observed = true;
    frozen_stamp_ = 0;
    seq_cst_events_ = 0;
    slow_waits_ = 0;
    pending_writes_ = 0;
}

[[gnu::noinline]] void Graph::make_known(LocationId id) {
    for (auto next = static_cast<LocationId>(locations_.size()); next <= id; ++next) {
        locations_.emplace_back().initial = initial_value(next);
    }
}

void Graph::count(const GraphEvent& event, unsigned change) {
    if (event.kind == EventKind::fence) seq_cst_events_ += change;
    if (event.slow && event.value != 0) slow_waits_ += change;
}

// Most writes are the latest of their location. These two functions are for the other writes.

[[gnu::noinline]] void Graph::insert_before_others(std::vector<GraphEvent*>& coherence, GraphEvent* event) {
    coherence.insert(coherence.begin() + (event->coherence - 1), event);
    for (std::size_t next = event->coherence; next < coherence.size(); ++next) ++coherence[next]->coherence;
    ++coherence_version_;
}

[[gnu::noinline]] void Graph::erase_before_others(std::vector<GraphEvent*>& coherence,
                                                  const GraphEvent* event) {
    coherence.erase(coherence.begin() + (event->coherence - 1));
    for (std::size_t next = event->coherence - 1; next < coherence.size(); ++next) {
        --coherence[next]->coherence;
    }
    ++coherence_version_;
}

void Graph::attach(GraphEvent* event) {
    events_[event->cpu].push_back(event);
    if (!event->is_access()) return count(*event, 1);
    if (event->order == std::memory_order_seq_cst) ++seq_cst_events_;
    if (event->exclusive) set_pending_write(event->cpu, event->is_read());
    LocationState& location = locations_[event->location];
    event->previous_here = location.accesses[event->cpu];
    location.accesses[event->cpu] = event;
    location.cpus |= 1U << event->cpu;
    if (!event->is_write()) return;
    if (event->coherence > location.coherence.size()) {
        location.coherence.push_back(event);
    } else {
        insert_before_others(location.coherence, event);
    }
}

void Graph::detach(GraphEvent* event) {
    events_[event->cpu].pop_back();
    if (!event->is_access()) return count(*event, -1U);
    if (event->order == std::memory_order_seq_cst) --seq_cst_events_;
    if (event->exclusive) set_pending_write(event->cpu, event->is_write());
    LocationState& location = locations_[event->location];
    location.accesses[event->cpu] = event->previous_here;
    if (event->previous_here == nullptr) location.cpus &= ~(1U << event->cpu);
    if (!event->is_write()) return;
    if (event->coherence == location.coherence.size()) {
        location.coherence.pop_back();
    } else {
        erase_before_others(location.coherence, event);
    }
}

void Graph::add(GraphEvent* event) {
    attach(event);
    order_.push_back(event);
}

void Graph::remove_last() {
    detach(order_.back());
    order_.pop_back();
}

std::uint32_t Graph::first_readable(LocationId id, unsigned cpu, const VectorClock& clock,
                                    const GraphEvent* own) const {
    const LocationState& location = locations_[id];
    std::uint32_t first = 0;
    for (unsigned other = 0; other < cpus_; ++other) {
        const GraphEvent* access = other == cpu ? own : location.accesses[other];
        if (other != cpu) {
            while (access != nullptr && !clock.covers(other, access->tick)) access = access->previous_here;
        }
        if (access == nullptr) continue;
        first = std::max(first, position_of(access->is_write() ? access : access->reads_from));
    }
    if (frozen_stamp_ != 0) {
        auto position = static_cast<std::uint32_t>(location.coherence.size());
        while (position > first && location.coherence[position - 1]->stamp > frozen_stamp_) --position;
        first = std::max(first, position);
    }
    return first;
}

std::uint32_t Graph::index_in_order(const GraphEvent* event) const {
    std::uint32_t index = size();
    while (order_[index - 1] != event) --index;
    return index - 1;
}

void Graph::restrict_to(GraphEvent* read, const VectorClock& prefix, Restriction& restriction) {
    restriction.read = read;
    restriction.read_index = index_in_order(read);
    const std::uint32_t begin = restriction.read_index + 1;
    restriction.tail_size = size() - begin;
    std::copy(order_.begin() + begin, order_.end(), restriction.tail);

    // Backwards: a CPU's last event must go first.
    restriction.removed_count = 0;
    for (std::uint32_t index = size(); index-- > begin;) {
        GraphEvent* const event = order_[index];
        if (prefix.covers(event->cpu, event->tick)) continue;
        restriction.removed[restriction.removed_count++] = {event, event->coherence};
        detach(event);
    }
    std::uint32_t kept = begin;
    for (std::uint32_t i = 0; i < restriction.tail_size; ++i) {
        GraphEvent* const event = restriction.tail[i];
        if (prefix.covers(event->cpu, event->tick)) order_[kept++] = event;
    }
    order_.resize(kept);
}

void Graph::undo(const Restriction& restriction) {
    order_.resize(restriction.read_index + 1);
    for (std::uint32_t i = restriction.removed_count; i-- > 0;) {
        GraphEvent* const event = restriction.removed[i].event;
        event->coherence = restriction.removed[i].coherence;
        attach(event);
    }
    order_.insert(order_.end(), restriction.tail, restriction.tail + restriction.tail_size);
}

void Graph::replace(GraphEvent* old, GraphEvent* by, std::uint32_t index_in_order) {
    set_pending_write(by->cpu, by->exclusive);
    by->previous_here = old->previous_here;
    events_[old->cpu].back() = by;
    locations_[old->location].accesses[old->cpu] = by;
    order_[index_in_order] = by;
    if (old->order == std::memory_order_seq_cst) --seq_cst_events_;
    if (by->order == std::memory_order_seq_cst) ++seq_cst_events_;
}

}  // namespace model::native
