// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes moves in the graph: adds the events of the CPUs' next steps, and makes revisits.

#include "model/native/machine/program_runner.hpp"
#include "model/native/search/epochs.hpp"
#include "model/native/search/move.hpp"

namespace model::native {

/// The effect of a revisit.
struct Revisit {
    bool done = false;
    std::uint32_t size = 0;       ///< size of the graph after it
    GraphEvent* read = nullptr;   ///< the read in the place of the revisited one
    GraphEvent* write = nullptr;  ///< the write of the CPU that has moved
    Graph::Restriction restriction;
};

class GraphBuilder {
  public:
    GraphBuilder(ProgramRunner& runner, const Epochs& epochs)
        : runner_(runner), graph_(runner.graph()), arena_(runner.arena()), epochs_(epochs) {}

    /// Adds the event of a CPU's next step.
    /// @param extension a move that is no revisit
    /// @return nullptr if the graph is not consistent with the event, which is in the graph all the same
    GraphEvent* add(unsigned cpu, const Move& extension);

    /// Adds the CPU's write, and lets an earlier read read it. Events that were added after that read are
    /// removed, except for the write's prefix. A CPU whose events are removed stands where it stood before
    /// them.
    /// @param revisit gets what has to be undone
    /// @return false: the graph is not consistent
    bool revisit(unsigned cpu, const Move& move, Revisit& revisit);

    /// Removes the latest events until this many are left.
    void shrink_to(std::uint32_t size) {
        while (graph_.size() > size) graph_.remove_last();
    }
    /// Undoes the revisit, and removes the events that were added after it.
    void undo(Revisit& revisit);

  private:
    void set_time(GraphEvent& event, Nanoseconds time) const;
    GraphEvent* new_event(unsigned cpu, EventKind kind, const NextStep& next);
    GraphEvent* make_read(unsigned cpu, const GraphEvent* write);
    GraphEvent* make_write(unsigned cpu, std::uint32_t position);
    GraphEvent* make_step(unsigned cpu, std::uint32_t value);
    const GraphEvent* write_at(unsigned cpu, std::uint32_t position) const;
    void release_gained(GraphEvent& write) const;
    bool is_consistent(const GraphEvent& added) const;

    ProgramRunner& runner_;
    Graph& graph_;
    Arena& arena_;
    const Epochs& epochs_;
};

}  // namespace model::native
