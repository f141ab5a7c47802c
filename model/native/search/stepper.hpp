// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes the steps of an execution as long as there is one move only, and takes them back. Where there are
/// several moves, a strategy chooses.

#include <optional>

#include "model/native/finished/ending.hpp"
#include "model/native/search/epochs.hpp"
#include "model/native/search/graph_builder.hpp"
#include "model/native/search/move_generator.hpp"
#include "model/native/search/patience.hpp"
#include "model/native/search/turn_order.hpp"

namespace model::native {

class Stepper final : private Decider {
  public:
    Stepper(ProgramRunner& runner, WaitOrder wait_order, Patience& patience);

    /// Goes on as long as there is one move only. @return how the execution has ended; nullopt if `moves`
    /// has the ways to go on.
    std::optional<Ending> advance();
    const std::vector<Move>& moves() const { return generator_.moves(); }

    /// Makes one of the moves.
    /// @param undo gets what has to be undone, if the move is a revisit
    /// @return false: this is not an execution
    bool apply(const Move& move, Revisit& undo);

    /// A graph to go back to, and the CPU whose step comes next.
    struct Snapshot {
        Arena::Mark mark = nullptr;
        std::uint32_t size = 0;  ///< size of the graph
        unsigned cpu = no_cpu;
        Cpus::Checkpoints checkpoints{};
        Epochs::Clock clock;
    };
    /// The arena keeps everything that was allocated before the snapshot.
    Snapshot take_snapshot();
    /// @param undo the first revisit after the snapshot
    void go_back_to(const Snapshot& snapshot, Revisit& undo);
    void go_back_to(const Snapshot& snapshot);

    Arena& arena() { return runner_.arena(); }

    /// Has the patience ended? Nothing goes on after that.
    bool is_called_off() const { return called_off_; }
    /// See SearchResult::broken_off.
    bool has_broken_off() const { return epochs_.has_broken_off(); }

  private:
    bool looks_at_the_time();
    bool answer(unsigned cpu) override;
    bool extend(const Move& move);
    void proceed(unsigned cpu, const GraphEvent& event);

    ProgramRunner& runner_;
    Graph& graph_;
    Patience& patience_;
    std::uint64_t look_at_ = 0;  ///< the patience is asked again at this amount of the runner's work
    bool called_off_ = false;
    TurnOrder turns_;
    MoveGenerator generator_;
    Epochs epochs_;
    GraphBuilder builder_;
    unsigned cpu_ = no_cpu;  ///< the CPU whose moves the generator has
    bool found_ = false;     ///< those moves are up to date
    bool dead_end_ = false;  ///< an answer was not consistent
};

}  // namespace model::native
