// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The ways in which a CPU can go on: TruSt's rules for reads, writes and revisits.

#include <vector>

#include "model/native/machine/program_runner.hpp"
#include "model/native/search/move.hpp"

namespace model::native {

class MoveGenerator {
  public:
    explicit MoveGenerator(const ProgramRunner& runner) : runner_(runner), graph_(runner.graph_view()) {}

    /// Finds all moves of the CPU.
    void generate(unsigned cpu);

    /// The moves that were found last.
    const std::vector<Move>& moves() const { return moves_; }
    /// Is there exactly one move, and is it an extension?
    bool is_forced() const { return moves_.size() == 1 && moves_.front().kind != Move::Kind::revisit; }

  private:
    void find_reads(unsigned cpu, const NextStep& next);
    void find_writes(unsigned cpu, const NextStep& next);
    void find_choices(const NextStep& next);
    unsigned count_revisitable(LocationId location, const VectorClock& prefix) const;
    void find_revisits(LocationId location, const VectorClock& prefix, std::uint32_t first_readable,
                       const Move& pattern, bool exclusive);
    void find_places(GraphEvent& read, const VectorClock& prefix, std::uint32_t first_readable,
                     const Move& pattern, bool exclusive);
    bool is_maximal(const GraphEvent& event, const VectorClock& prefix) const;

    const ProgramRunner& runner_;
    const Graph& graph_;
    std::vector<Move> moves_;
};

}  // namespace model::native
