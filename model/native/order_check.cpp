// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/order_check.hpp"

#include <vector>

namespace model::native {
namespace {

class OrderCheck {
  public:
    OrderCheck(const Graph& graph, MemoryModel memory_model) : graph_(graph), memory_model_(memory_model) {
        for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
            first_[cpu] = count_;
            count_ += graph.events(cpu).size();
        }
        state_.assign(count_, State::unseen);
    }

    bool is_acyclic() {
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            for (const Event* event : graph_.events(cpu)) {
                if (!is_ignored(*event) && !visit(*event)) return false;
            }
        }
        return true;
    }

  private:
    enum class State : std::uint8_t { unseen, open, done };

    State& state(const Event& event) { return state_[first_[event.cpu] + event.index]; }

    /// A wait that goes on has not read yet.
    static bool is_ignored(const Event& event) { return event.kind == EventKind::choice || event.blocked; }

    /// Depth-first; an edge to an open event closes a cycle.
    bool visit(const Event& event) {
        if (state(event) == State::done) return true;
        if (state(event) == State::open) return false;
        state(event) = State::open;
        if (!program_order(event) || !communication(event)) return false;
        state(event) = State::done;
        return true;
    }

    static bool is_full_fence(const Event& event) {
        return event.kind == EventKind::fence || event.exclusive;
    }

    /// Is the event ordered before all that follows it?
    bool orders_all(const Event& event) const {
        if (memory_model_ == MemoryModel::sc || !event.is_write()) return true;
        return event.exclusive || event.order == std::memory_order_seq_cst;
    }

    /// Each event's edges lead to the next of each kind; the rest follows by transitivity.
    bool program_order(const Event& event) {
        const std::vector<Event*>& events = graph_.events(event.cpu);
        bool seen_read = false;
        bool seen_write = false;
        for (std::size_t next = event.index + 1; next < events.size() && !(seen_read && seen_write); ++next) {
            const Event& later = *events[next];
            if (is_ignored(later)) continue;
            const bool fence = is_full_fence(later);
            const bool ordered = orders_all(event) || later.is_write() || fence;
            if (ordered && !visit(later)) return false;
            if (ordered && fence) break;
            seen_read |= later.is_read() && ordered;
            seen_write |= later.is_write();
        }
        return true;
    }

    bool communication(const Event& event) {
        if (!event.is_access()) return true;
        const LocationState& location = graph_.location(event.location);
        const std::uint32_t place = position_of(event.is_write() ? &event : event.reads_from);
        if (place < location.coherence.size()) {
            const Event& overwriting = *location.coherence[place];
            if (!(overwriting.read == &event) && !visit(overwriting)) return false;
            if (overwriting.read == &event && place + 1 < location.coherence.size() &&
                !visit(*location.coherence[place + 1])) {
                return false;
            }
        }
        if (!event.is_write()) return true;
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            if (cpu == event.cpu && memory_model_ == MemoryModel::tso) continue;
            const Event* access = location.accesses[cpu];
            for (; access != nullptr; access = access->previous_here) {
                if (access->is_read() && !access->blocked && access->reads_from == &event &&
                    !visit(*access)) {
                    return false;
                }
            }
        }
        return true;
    }

    const Graph& graph_;
    MemoryModel memory_model_;
    std::array<std::size_t, max_cpus> first_{};
    std::size_t count_ = 0;
    std::vector<State> state_;
};

}  // namespace

bool order_is_acyclic(const Graph& graph, MemoryModel memory_model) {
    return OrderCheck(graph, memory_model).is_acyclic();
}

}  // namespace model::native
