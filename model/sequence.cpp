// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/sequence.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <queue>
#include <set>

namespace model {
namespace {

/// A number of blocks of each CPU.
using Cut = std::array<std::uint32_t, max_cpus>;

/// The locations whose accesses have an order that matters: several CPUs access them, and one of these CPUs
/// writes.
std::set<LocationId> shared_locations(const Execution& execution) {
    struct Use {
        std::set<unsigned> cpus;
        bool written = false;
    };
    std::map<LocationId, Use> uses;
    for (unsigned cpu = 0; cpu < execution.cpus; ++cpu) {
        for (const Event& event : execution.cpu[cpu].events) {
            if (event.operation != Operation::read && event.coherence == 0) continue;
            Use& use = uses[event.location];
            use.cpus.insert(cpu);
            use.written = use.written || event.coherence != 0;
        }
    }
    std::set<LocationId> shared;
    for (const auto& [location, use] : uses) {
        if (use.written && use.cpus.size() > 1) shared.insert(location);
    }
    return shared;
}

/// Events that stay together in every order that is looked at: one event whose place other CPUs can tell,
/// with the events around it whose place they cannot tell.
struct Block {
    std::uint32_t end = 0;  ///< index after its last event
    std::uint32_t epoch = 0;
    std::uint32_t reads_after = 0;  ///< it comes after this many events of `reads_of`
    unsigned reads_of = max_cpus;
    LocationId location = 0;
    std::uint32_t read = 0;     ///< place in coherence that it reads
    std::uint32_t written = 0;  ///< place in coherence that it writes; 0: none
    bool is_read = false;
    bool visible = false;
};

class Blocks {
  public:
    explicit Blocks(const Execution& execution) : cpus_(execution.cpus) {
        const std::set<LocationId> shared = shared_locations(execution);
        for (unsigned cpu = 0; cpu < cpus_; ++cpu) divide(execution, cpu, shared);
        for (const LocationId location : shared) note_writes(location);
    }

    unsigned cpus() const { return cpus_; }
    const std::vector<Block>& of(unsigned cpu) const { return blocks_[cpu]; }

    /// The latest write to a location among the first blocks of all CPUs as `cut` counts them, as a place in
    /// coherence.
    std::uint32_t latest(LocationId location, const Cut& cut) const {
        std::uint32_t latest = 0;
        const auto found = written_.find(location);
        if (found == written_.end()) return latest;
        for (unsigned cpu = 0; cpu < cpus_; ++cpu) {
            latest = std::max(latest, found->second[cpu][cut[cpu]]);
        }
        return latest;
    }

    bool is_ready(unsigned cpu, const Cut& cut) const {
        const Block& block = blocks_[cpu][cut[cpu]];
        if (block.reads_of != max_cpus) {
            const std::uint32_t done = cut[block.reads_of];
            if (done == 0 || blocks_[block.reads_of][done - 1].end < block.reads_after) return false;
        }
        for (unsigned other = 0; other < cpus_; ++other) {
            if (cut[other] < blocks_[other].size() && blocks_[other][cut[other]].epoch < block.epoch) {
                return false;
            }
        }
        return true;
    }

  private:
    void divide(const Execution& execution, unsigned cpu, const std::set<LocationId>& shared) {
        std::vector<Block>& blocks = blocks_[cpu];
        std::uint32_t index = 0;
        bool opened = false;  // the begin of an interrupt or a hold stays with the next events
        for (const Event& event : execution.cpu[cpu].events) {
            const bool is_access = event.operation == Operation::read || event.coherence != 0;
            const bool visible = is_access && shared.count(event.location) != 0;
            const bool is_begin =
                event.operation == Operation::enter || event.operation == Operation::hold_begin;
            if (blocks.empty() || blocks.back().epoch != event.epoch || is_begin || (visible && !opened)) {
                blocks.push_back({index, event.epoch});
                opened = true;
            }
            Block& block = blocks.back();
            block.end = ++index;
            if (!visible) continue;
            opened = false;
            block.visible = true;
            block.location = event.location;
            block.written = event.coherence;
            block.is_read = event.operation == Operation::read;
            if (event.reads_from) {
                const EventId from = event.reads_from;
                block.read = execution.cpu[from.cpu].events[from.index].coherence;
                if (from.cpu == cpu) continue;
                block.reads_of = from.cpu;
                block.reads_after = from.index + 1;
            }
        }
    }

    void note_writes(LocationId location) {
        std::array<std::vector<std::uint32_t>, max_cpus>& written = written_[location];
        for (unsigned cpu = 0; cpu < cpus_; ++cpu) {
            std::uint32_t latest = 0;
            written[cpu].push_back(latest);
            for (const Block& block : blocks_[cpu]) {
                if (block.visible && block.location == location) latest = std::max(latest, block.written);
                written[cpu].push_back(latest);
            }
        }
    }

    unsigned cpus_;
    std::array<std::vector<Block>, max_cpus> blocks_;
    /// Per location, CPU and number of blocks: the latest write among that many first blocks.
    std::map<LocationId, std::array<std::vector<std::uint32_t>, max_cpus>> written_;
};

/// Finds the cheapest path through the lattice of cuts (Dijkstra).
class OrderSearch {
  public:
    explicit OrderSearch(const Blocks& blocks) : blocks_(blocks) {}

    /// @return the CPUs, block by block; nullopt if there are too many states to look at
    std::optional<std::vector<unsigned>> run() {
        std::size_t states = 1;
        for (unsigned cpu = 0; cpu < blocks_.cpus(); ++cpu) {
            stride_[cpu] = states;
            states *= blocks_.of(cpu).size() + 1;
            if (states * blocks_.cpus() > order_effort) return std::nullopt;
        }
        best_.assign(states * blocks_.cpus(), unknown);
        from_.assign(best_.size(), no_state);
        goal_ = states - 1;
        for (unsigned cpu = 0; cpu < blocks_.cpus(); ++cpu) offer(cpu, 0, no_state);
        while (!open_.empty()) {
            const auto [cost, state] = open_.top();
            open_.pop();
            if (cost != best_[state]) continue;
            if (state / blocks_.cpus() == goal_) return way_to(state);
            expand(state, cost);
        }
        return std::nullopt;
    }

  private:
    using Cost = std::uint64_t;
    using State = std::size_t;
    static constexpr Cost unknown = ~Cost{0};
    static constexpr State no_state = ~State{0};
    static constexpr Cost of_stale_read = Cost{1} << 20U;
    static constexpr Cost of_disorder = Cost{1} << 40U;

    void offer(State state, Cost cost, State from) {
        if (cost >= best_[state]) return;
        best_[state] = cost;
        from_[state] = from;
        open_.push({cost, state});
    }

    Cut cut_of(State state) const {
        Cut cut{};
        std::size_t rest = state / blocks_.cpus();
        for (unsigned cpu = 0; cpu < blocks_.cpus(); ++cpu) {
            const std::size_t sizes = blocks_.of(cpu).size() + 1;
            cut[cpu] = static_cast<std::uint32_t>(rest % sizes);
            rest /= sizes;
        }
        return cut;
    }

    void expand(State state, Cost cost) {
        const Cut cut = cut_of(state);
        const std::size_t running = state % blocks_.cpus();
        for (unsigned cpu = 0; cpu < blocks_.cpus(); ++cpu) {
            if (cut[cpu] == blocks_.of(cpu).size() || !blocks_.is_ready(cpu, cut)) continue;
            const Block& block = blocks_.of(cpu)[cut[cpu]];
            Cost step = cpu == running ? 0 : 1;
            if (block.visible) {
                const std::uint32_t latest = blocks_.latest(block.location, cut);
                if (block.is_read && block.read < latest) step += of_stale_read;
                if (block.written != 0 && block.written < latest) step += of_disorder;
            }
            const std::size_t place = state / blocks_.cpus() + stride_[cpu];
            offer(place * blocks_.cpus() + cpu, cost + step, state);
        }
    }

    std::vector<unsigned> way_to(State state) const {
        std::vector<unsigned> way;
        for (; from_[state] != no_state; state = from_[state]) {
            way.push_back(static_cast<unsigned>(state % blocks_.cpus()));
        }
        return {way.rbegin(), way.rend()};
    }

    const Blocks& blocks_;
    std::array<std::size_t, max_cpus> stride_{};
    std::vector<Cost> best_;
    std::vector<State> from_;
    std::size_t goal_ = 0;
    using Open = std::pair<Cost, State>;
    std::priority_queue<Open, std::vector<Open>, std::greater<>> open_;
};

/// Lets each CPU run as far as it can. Where coherence makes that impossible, one step goes against it.
std::vector<unsigned> run_as_far_as_possible(const Blocks& blocks) {
    std::vector<unsigned> way;
    Cut cut{};
    const auto step = [&](bool keep_coherence) {
        bool moved = false;
        for (unsigned cpu = 0; cpu < blocks.cpus(); ++cpu) {
            while (cut[cpu] < blocks.of(cpu).size() && blocks.is_ready(cpu, cut)) {
                const Block& block = blocks.of(cpu)[cut[cpu]];
                const bool in_order =
                    block.written == 0 || block.written == blocks.latest(block.location, cut) + 1;
                if (keep_coherence && !in_order) break;
                ++cut[cpu];
                way.push_back(cpu);
                moved = true;
                if (!keep_coherence) return true;
            }
        }
        return moved;
    };
    while (step(true) || step(false)) {
    }
    return way;
}

}  // namespace

void put_in_order(Execution& execution) {
    const Blocks blocks(execution);
    std::optional<std::vector<unsigned>> way = OrderSearch(blocks).run();
    if (!way) way = run_as_far_as_possible(blocks);
    std::uint32_t next = 0;
    Cut cut{};
    std::map<LocationId, std::uint32_t> written;
    for (const unsigned cpu : *way) {
        std::vector<Event, MallocAllocator<Event>>& events = execution.cpu[cpu].events;
        const std::uint32_t done = cut[cpu];
        const std::uint32_t begin = done == 0 ? 0 : blocks.of(cpu)[done - 1].end;
        for (std::uint32_t index = begin; index < blocks.of(cpu)[done].end; ++index) {
            Event& event = events[index];
            event.sequence = next++;
            if (event.operation == Operation::read) {
                const EventId from = event.reads_from;
                const std::uint32_t read = from ? execution.cpu[from.cpu].events[from.index].coherence : 0;
                event.stale = read < written[event.location];
            } else if (event.coherence != 0) {
                std::uint32_t& latest = written[event.location];
                latest = std::max(latest, event.coherence);
            }
        }
        ++cut[cpu];
    }
}

std::size_t few_switches(const Execution& execution) {
    const std::vector<unsigned> way = run_as_far_as_possible(Blocks(execution));
    std::size_t switches = 0;
    for (std::size_t i = 1; i < way.size(); ++i) switches += way[i] != way[i - 1] ? 1 : 0;
    return switches;
}

}  // namespace model
