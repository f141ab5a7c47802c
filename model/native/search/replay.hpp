// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Makes a recorded execution again, decision by decision and without revisits.

#include <optional>

#include "model/decision.hpp"
#include "model/native/search/epochs.hpp"
#include "model/native/search/explorer.hpp"
#include "model/native/search/graph_builder.hpp"
#include "model/native/search/move_generator.hpp"
#include "model/native/search/turn_order.hpp"

namespace model::native {

class ReplayExplorer final : public Explorer {
  public:
    ReplayExplorer(ProgramRunner& runner, WaitOrder wait_order, const Replay& replay);

    /// @throw ReplayMismatch if the program does not follow the recording, unless the replay is lenient
    Ending explore() override;
    bool go_to_next() override { return false; }
    void add_to(SearchResult& result) const override;
    using Explorer::add_to;

  private:
    Ending follow();
    Ending follow_as_far_as_it_fits();
    void take(const Decision& decision);
    bool takes(const Decision& decision);
    Move move_of(const Decision& decision) const;
    Move obvious_move(const NextStep& next) const;
    bool settle();

    ProgramRunner& runner_;
    const Graph& graph_;
    TurnOrder turns_;
    MoveGenerator generator_;
    Epochs epochs_;
    GraphBuilder builder_;
    const Decisions& decisions_;
    bool is_lenient_;
    std::uint64_t misfits_ = 0;
};

}  // namespace model::native
