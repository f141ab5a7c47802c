// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes moves in the graph: adds the events of the CPUs' next steps, and revisits.

#include "model/native/machine/program_runner.hpp"
#include "model/native/search/epochs.hpp"
#include "model/native/search/move.hpp"

namespace model::native {

/// What a revisit has done.
struct Revisit {
    bool done = false;
    std::uint32_t size = 0;       ///< of the graph behind it
    GraphEvent* read = nullptr;   ///< in the place of the one that was revisited
    GraphEvent* write = nullptr;  ///< of the CPU that has moved
    Graph::Restriction restriction;
};

class GraphBuilder {
  public:
    GraphBuilder(ProgramRunner& runner, const Epochs& epochs)
        : runner_(runner), graph_(runner.graph()), arena_(runner.arena()), epochs_(epochs) {}

    /// Adds the event of a CPU's next step.
    /// @param extension no revisit
    /// @return nullptr if the graph is not consistent with it; it is there all the same
    GraphEvent* add(unsigned cpu, const Move& extension);

    /// Adds the CPU's write, and lets an earlier read read it. What was added since then goes, apart from the
    /// write's prefix. CPUs whose events go stand where they stood before these.
    /// @param revisit is told what has to be undone
    /// @return false: the graph is not consistent
    bool revisit(unsigned cpu, const Move& move, Revisit& revisit);

    /// Takes the latest events away until so many are left.
    void shrink_to(std::uint32_t size) {
        while (graph_.size() > size) graph_.remove_last();
    }
    /// Takes away what has been added behind the revisit too.
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
