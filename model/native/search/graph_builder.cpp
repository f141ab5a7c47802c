// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/graph_builder.hpp"

#include <algorithm>

#include "model/native/consistency/consistency.hpp"
#include "model/native/graph/dependencies.hpp"
#include "model/native/search/blocking.hpp"

namespace model::native {
namespace {

/// Sets the clocks of an event that follows a state, or another event, in program order. What the event
/// gains by its address is not included.
template <class Before>
void follow(GraphEvent& event, const Before& before) {
    event.tick = static_cast<Tick>(before.tick + 1);
    event.happens_before = before.happens_before;
    event.happens_before.advance(event.cpu, event.tick);
    event.prefix = before.prefix;
    event.prefix.advance(event.cpu, event.tick);
    event.acquirable = before.acquirable;
}

}  // namespace

void GraphBuilder::set_time(GraphEvent& event, Nanoseconds time) const {
    event.time = time;
    event.ahead = time > epochs_.clock().now;
}

GraphEvent* GraphBuilder::new_event(unsigned cpu, EventKind kind, const NextStep& next) {
    auto* const event = arena_.make<GraphEvent>();
    event->kind = kind;
    event->cpu = static_cast<std::uint8_t>(cpu);
    event->order = next.info.order;
    event->address = next.info.address;
    event->location = next.location;
    event->index = static_cast<std::uint32_t>(graph_.events(cpu).size());
    event->stamp = graph_.next_stamp();
    event->epoch = epochs_.clock().epoch;
    set_time(*event, std::max(epochs_.clock().now, runner_.at(cpu).time));
    return event;
}

GraphEvent* GraphBuilder::make_read(unsigned cpu, const GraphEvent* write) {
    const CpuState& state = runner_.at(cpu);
    const NextStep& next = state.next;
    const LocationState& location = graph_.location(next.location);
    GraphEvent* const event = new_event(cpu, EventKind::read, next);
    event->value = location.value_of(write);
    event->reads_from = write;
    follow(*event, state);
    event->known = state.happens_before;
    if (state.has_gained) [[unlikely]] {
        add_gained(event->known, graph_, event->address);
        event->happens_before.join(event->known);
    }
    event->exclusive = next.updates(event->value);
    if (next.kind == NextStep::Kind::compare_exchange && !event->exclusive) {
        event->order = next.failure;
    }
    event->is_wait = next.kind == NextStep::Kind::await;
    event->blocked = event->is_wait && !lets_go(location, next, write);
    if (write != nullptr) {
        set_time(*event, std::max(event->time, write->time));
        event->prefix.join(write->prefix);
        if (is_acquire_read(event->order)) {
            event->happens_before.join(write->released);
        } else {
            event->acquirable.join(write->released);
            if (event->order == dependency) event->happens_before.join(write->released);
        }
    }
    return event;
}

GraphEvent* GraphBuilder::make_write(unsigned cpu, std::uint32_t position) {
    const CpuState& state = runner_.at(cpu);
    const NextStep& next = state.next;
    const bool exclusive = graph_.has_pending_write(cpu);
    GraphEvent* const event = new_event(cpu, EventKind::write, next);
    event->coherence = position;
    event->exclusive = exclusive;
    if (exclusive) {
        const GraphEvent& read = *graph_.events(cpu).back();
        follow(*event, read);
        event->read = &read;
        set_time(*event, read.time);
        event->value = next.updated(read.value);
    } else {
        follow(*event, state);
        event->value = next.first;
    }
    if (graph_.location(event->location).observed) {
        const std::uint64_t mask = runner_.configuration().observed_mask;
        event->observed = !exclusive || ((event->read->value ^ event->value) & mask) != 0;
    }
    event->released = is_release(event->order) ? event->happens_before : state.release_fence;
    if (state.has_gained) [[unlikely]]
        release_gained(*event);
    // A release sequence continues through updates.
    if (exclusive && event->read->reads_from != nullptr && Rules::has_release_sequences()) {
        event->released.join(event->read->reads_from->released);
        event->releases_more |= event->read->reads_from->releases_more;
    }
    return event;
}

GraphEvent* GraphBuilder::make_step(unsigned cpu, std::uint32_t value) {
    const CpuState& state = runner_.at(cpu);
    const NextStep& next = state.next;
    const bool is_fence = next.kind == NextStep::Kind::fence;
    GraphEvent* const event = new_event(cpu, is_fence ? EventKind::fence : EventKind::choice, next);
    event->value = value;
    event->slow = next.slow;
    follow(*event, state);
    if (is_fence) event->happens_before.join(event->acquirable);
    return event;
}

/// The write at a position in the location of the CPU's next step.
const GraphEvent* GraphBuilder::write_at(unsigned cpu, std::uint32_t position) const {
    return graph_.location(runner_.at(cpu).next.location).at(position);
}

/// For a CPU that has gained something by dependencies: sets what the write gains by its address, and what
/// the write releases.
[[gnu::noinline]] void GraphBuilder::release_gained(GraphEvent& write) const {
    const CpuState& state = runner_.at(write.cpu);
    if (!write.exclusive) add_gained(write.happens_before, graph_, write.address);
    write.released = state.release_fence;
    if (is_release(write.order)) {
        write.released = write.happens_before;
        write.released.join(state.gained);
    }
    write.releases_more = !state.gained.is_within(write.happens_before);
}

bool GraphBuilder::is_consistent(const GraphEvent& added) const {
    if (added.kind == EventKind::choice || !Rules::requires_consistency()) return true;
    return consistent(graph_, runner_.configuration().memory_model, &added);
}

GraphEvent* GraphBuilder::add(unsigned cpu, const Move& extension) {
    GraphEvent* event = nullptr;
    switch (extension.kind) {
        case Move::Kind::read:
            event = make_read(cpu, write_at(cpu, extension.position));
            break;
        case Move::Kind::write:
            event = make_write(cpu, extension.position);
            break;
        default:
            event = make_step(cpu, extension.position);
            break;
    }
    graph_.add(event);
    // A search for revisits goes through all events, and compares each with the others.
    const std::uint64_t size = graph_.size() / 64;
    runner_.count_work(1 + size * size);
    return is_consistent(*event) ? event : nullptr;
}

bool GraphBuilder::revisit(unsigned cpu, const Move& move, Revisit& revisit) {
    GraphEvent* const old = move.revisited;
    if (move.with_read) graph_.add(make_read(cpu, write_at(cpu, move.reads)));
    GraphEvent* const write = make_write(cpu, move.position);
    Graph::Restriction& restriction = revisit.restriction;
    restriction.tail = arena_.allocate<GraphEvent*>(graph_.size());
    restriction.removed = arena_.allocate<Graph::Removed>(graph_.size());
    graph_.restrict_to(old, write->prefix, restriction);
    std::array<bool, max_cpus> goes_back{};
    for (std::uint32_t i = 0; i < restriction.removed_count; ++i) {
        goes_back[restriction.removed[i].event->cpu] = true;
    }
    goes_back[old->cpu] = false;
    for (unsigned other = 0; other < graph_.cpus(); ++other) {
        if (goes_back[other]) {
            runner_.go_back_to(other, static_cast<std::uint32_t>(graph_.events(other).size()));
        }
    }
    runner_.go_back_to(old->cpu, old->index);
    write->stamp = graph_.next_stamp();
    graph_.add(write);

    GraphEvent* const read = make_read(old->cpu, write);
    read->stamp = old->stamp;
    read->index = old->index;
    write->revisited = read;
    graph_.replace(old, read, restriction.read_index);
    revisit.done = true;
    revisit.size = graph_.size();
    revisit.read = read;
    revisit.write = write;
    if (write->releases_more && misses_what_it_learns(graph_, read->cpu, read->order, *write)) return false;
    return is_consistent(*read);
}

void GraphBuilder::undo(Revisit& revisit) {
    shrink_to(revisit.size);
    graph_.remove_last();
    graph_.replace(revisit.read, revisit.restriction.read, revisit.restriction.read_index);
    graph_.undo(revisit.restriction);
    revisit.done = false;
}

}  // namespace model::native
