// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/finished/decisions.hpp"

#include <algorithm>

namespace model::native {
namespace {

/// An order of the decisions: program order and reads-from have no cycle, and epochs follow each other.
class Linearisation {
  public:
    explicit Linearisation(const Graph& graph) : graph_(graph), written_(graph.known_locations()) {}

    Decisions run() {
        const std::uint32_t last = last_epoch();
        for (std::uint32_t epoch = 0; epoch <= last; ++epoch) {
            if (epoch != 0) decisions_.push_back({Decision::Kind::jump, 0, 0, {}});
            while (take_what_can_be(epoch)) {
            }
        }
        return std::move(decisions_);
    }

  private:
    std::uint32_t last_epoch() const {
        std::uint32_t last = 0;
        for (const GraphEvent* event : graph_.order()) last = std::max(last, event->epoch);
        return last;
    }

    bool is_taken(const GraphEvent* write) const {
        return write == nullptr || write->index < next_[write->cpu];
    }

    bool take_what_can_be(std::uint32_t epoch) {
        bool progress = false;
        for (unsigned cpu = 0; cpu < graph_.cpus(); ++cpu) {
            const std::vector<GraphEvent*>& events = graph_.events(cpu);
            while (next_[cpu] < events.size()) {
                const GraphEvent& event = *events[next_[cpu]];
                if (event.epoch != epoch || (event.is_read() && !is_taken(event.reads_from))) break;
                take(event);
                progress = true;
            }
        }
        return progress;
    }

    void take(const GraphEvent& event) {
        ++next_[event.cpu];
        if (event.blocked) return;
        Decision decision;
        decision.cpu = event.cpu;
        switch (event.kind) {
            case EventKind::read:
                decision.kind = Decision::Kind::read;
                if (event.reads_from != nullptr)
                    decision.from = {event.reads_from->cpu, event.reads_from->index};
                decision.obvious = is_newest(event);
                break;
            case EventKind::write:
                decision.kind = Decision::Kind::write;
                decision.value = place(event);
                decision.obvious = decision.value == written_[event.location].size();
                if (event.exclusive) return;
                break;
            case EventKind::fence:
                decision.kind = Decision::Kind::fence;
                decision.obvious = true;
                break;
            case EventKind::choice:
                decision.kind = Decision::Kind::choice;
                decision.value = static_cast<std::uint32_t>(event.value);
                decision.obvious = event.value == 0;
                break;
        }
        decisions_.push_back(decision);
    }

    bool is_newest(const GraphEvent& read) const {
        const std::vector<std::uint32_t>& written = written_[read.location];
        return position_of(read.reads_from) == (written.empty() ? 0 : written.back());
    }

    /// The write's place in the coherence of the events taken so far.
    std::uint32_t place(const GraphEvent& write) {
        std::vector<std::uint32_t>& written = written_[write.location];
        const auto at = std::lower_bound(written.begin(), written.end(), write.coherence);
        const auto place = static_cast<std::uint32_t>(at - written.begin()) + 1;
        written.insert(at, write.coherence);
        return place;
    }

    const Graph& graph_;
    std::array<std::uint32_t, max_cpus> next_{};
    std::vector<std::vector<std::uint32_t>> written_;  ///< per location: the places in coherence, sorted
    Decisions decisions_;
};

}  // namespace

Decisions decisions_of(const Graph& graph) {
    return Linearisation(graph).run();
}

}  // namespace model::native
