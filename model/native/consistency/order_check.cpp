// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/consistency/order_check.hpp"

#include <vector>

#include "model/native/consistency/strong_order.hpp"

namespace model::native {
namespace {

class OrderCheck {
  public:
    OrderCheck(const Graph& graph, MemoryModel memory_model) : graph_(graph), order_(graph, memory_model) {
        for (unsigned cpu = 0; cpu < graph.cpus(); ++cpu) {
            first_[cpu] = count_;
            count_ += graph.events(cpu).size();
        }
        state_.assign(count_, State::unseen);
    }

    bool is_acyclic() {
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            for (const GraphEvent* event : graph_.events(cpu)) {
                if (!StrongOrder::is_ignored(*event) && !visit(*event)) return false;
            }
        }
        return true;
    }

  private:
    enum class State : std::uint8_t { unseen, open, done };

    State& state(const GraphEvent& event) { return state_[first_[event.cpu] + event.index]; }

    /// Searches depth-first. An edge to an open event closes a cycle.
    bool visit(const GraphEvent& event) {
        if (state(event) == State::done) return true;
        if (state(event) == State::open) return false;
        state(event) = State::open;
        if (!order_.for_each_behind(event, [this](const GraphEvent& next) { return visit(next); }))
            return false;
        state(event) = State::done;
        return true;
    }

    const Graph& graph_;
    StrongOrder order_;
    std::array<std::size_t, max_cpus> first_{};
    std::size_t count_ = 0;
    std::vector<State> state_;
};

}  // namespace

bool order_is_acyclic(const Graph& graph, MemoryModel memory_model) {
    return OrderCheck(graph, memory_model).is_acyclic();
}

}  // namespace model::native
