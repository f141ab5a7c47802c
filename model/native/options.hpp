// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Whose turn it is, and in which ways its request can go: TruSt's rules for reads, writes and revisits.

#include <vector>

#include "model/native/machine.hpp"
#include "model/native/option.hpp"
#include "model/native/sabotage.hpp"

namespace model::native {

inline constexpr unsigned no_cpu = max_cpus;

class Options {
  public:
    Options(Machine& machine, bool await_last, Sabotage sabotage)
        : machine_(machine), graph_(machine.graph()), await_last_(await_last), sabotage_(sabotage) {}

    /// Whose event is added next; `no_cpu` if nobody can go on. A function of the graph, as the method
    /// demands: an update is never left half done, and a CPU that would have to wait comes last.
    unsigned next_cpu() const;

    /// Finds all ways in which the CPU can go on.
    void find(unsigned cpu);

    const std::vector<Option>& all() const { return found_; }
    bool is_single() const { return found_.size() == 1 && found_.front().kind != Option::Kind::revisit; }

    /// Does it wait, behind the last clock jump?
    bool is_blocked(unsigned cpu) const {
        const std::vector<Event*>& events = graph_.events(cpu);
        return !events.empty() && events.back()->blocked &&
               (graph_.frozen_stamp() == 0 || events.back()->stamp > graph_.frozen_stamp());
    }

    /// Would a wait that reads this write go on? If the write satisfies it, or was made when its poll time
    /// had come.
    static bool lets_go(const Request& wait, const Event* write) {
        return wait.condition(value_of(write)) || (write != nullptr && write->time >= wait.poll);
    }

  private:
    /// Does it make a failed call again? It does so last, and those that have done so less go first: what the
    /// others do may help.
    bool retries(unsigned cpu) const {
        const Retry* const retry = machine_.at(cpu).retry;
        return retry != nullptr && retry->worst->rounds >= 2;
    }
    std::uint32_t rounds(unsigned cpu) const { return machine_.at(cpu).retry->worst->rounds; }
    void find_reads(unsigned cpu, const Request& request);
    void find_writes(unsigned cpu, const Request& request);
    void find_choices(const Request& request);
    unsigned count_revisitable(LocationId location, const VectorClock& prefix) const;
    void find_revisits(LocationId location, const VectorClock& prefix, std::uint32_t first_readable,
                       const Option& pattern, bool exclusive);
    void find_places(Event& read, const VectorClock& prefix, std::uint32_t first_readable,
                     const Option& pattern, bool exclusive);
    bool is_maximal(const Event& event, const VectorClock& prefix) const;

    const Machine& machine_;
    const Graph& graph_;
    const bool await_last_;
    const Sabotage sabotage_;
    std::vector<Option> found_;
};

}  // namespace model::native
