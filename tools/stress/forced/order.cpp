// SPDX-License-Identifier: GPL-2.0-or-later
#include "tools/stress/forced/order.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>

namespace tools::stress::forced {
namespace {

/// The steps that must come before each step: by program order, by reads-from, by the order of a variable's
/// writes, and because a read comes before the write that replaces the value it read. If these have no cycle,
/// there is an order in which each read finds the newest value (sequential consistency). Each order that
/// agrees with them is such an order.
class Dependencies {
  public:
    explicit Dependencies(const std::vector<Step>& steps)
        : steps_(steps), later_(steps.size()), open_(steps.size()) {
        std::map<unsigned, std::size_t> last_of_cpu;
        for (std::size_t place = 0; place < steps.size(); ++place) {
            place_[steps[place].number] = place;
            const TraceStep& source = *steps[place].source;
            if (const auto last = last_of_cpu.find(source.cpu); last != last_of_cpu.end()) {
                add(last->second, place);
            }
            last_of_cpu[source.cpu] = place;
            if (source.coherence != 0) writes_[source.variable][source.coherence] = place;
        }
        for (std::size_t place = 0; place < steps.size(); ++place) add_read(place);
        for (const auto& [variable, writes] : writes_) {
            for (auto write = writes.begin(); std::next(write) != writes.end(); ++write) {
                add(write->second, std::next(write)->second);
            }
        }
    }

    bool is_free(std::size_t place) const { return open_[place] == 0; }
    const std::vector<std::size_t>& later(std::size_t place) const { return later_[place]; }
    /// One step that must come before it is done. @return was it the last?
    bool close(std::size_t place) { return --open_[place] == 0; }

  private:
    void add(std::size_t before, std::size_t after) {
        later_[before].push_back(after);
        ++open_[after];
    }

    void add_read(std::size_t place) {
        const TraceStep& source = *steps_[place].source;
        if (!source.from) return;
        std::uint32_t coherence = 0;
        if (*source.from != initial) {
            const auto from = place_.find(static_cast<std::size_t>(*source.from));
            if (from == place_.end()) return;  // the store is not a step here: checked when it is forced
            add(from->second, place);
            coherence = steps_[from->second].source->coherence;
        }
        const auto& writes = writes_[source.variable];
        const auto next = writes.upper_bound(coherence);
        if (next != writes.end() && next->second != place) add(place, next->second);
    }

    const std::vector<Step>& steps_;
    std::map<std::size_t, std::size_t> place_;
    std::map<std::string, std::map<std::uint32_t, std::size_t>> writes_;
    std::vector<std::vector<std::size_t>> later_;
    std::vector<unsigned> open_;  // how many steps that must come before are not done
};

}  // namespace

std::vector<Step> in_forced_order(std::vector<Step> steps) {
    Dependencies dependencies(steps);
    // The clock jumps between two epochs for all CPUs, so steps before a jump stay before it.
    std::map<std::uint32_t, std::vector<std::size_t>> epochs;
    for (std::size_t place = 0; place < steps.size(); ++place) {
        epochs[steps[place].source->epoch].push_back(place);
    }
    std::vector<Step> ordered;
    for (const auto& [epoch, places] : epochs) {
        // Among the steps that may come next, takes the first in the trace, to stay as near to the
        // trace as possible.
        std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
        std::vector<bool> is_here(steps.size());
        for (const std::size_t place : places) {
            is_here[place] = true;
            if (dependencies.is_free(place)) ready.push(place);
        }
        std::size_t left = places.size();
        for (; !ready.empty(); --left) {
            const std::size_t place = ready.top();
            ready.pop();
            ordered.push_back(steps[place]);
            for (const std::size_t later : dependencies.later(place)) {
                if (dependencies.close(later) && is_here[later]) ready.push(later);
            }
        }
        if (left != 0) return steps;
    }
    return ordered;
}

}  // namespace tools::stress::forced
