// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Goes through a tree of moves, depth first. The whole tree contains all execution graphs of a program,
/// each once. The method is TruSt (Kokologiannakis, Marmanis, Gladstein, Vafeiadis, "Truly Stateless,
/// Optimal Dynamic Partial Order Reduction", POPL 2022), with choices, waits and epochs of virtual time
/// added: see docs/engine.md.

#include <vector>

#include "model/native/search/explorer.hpp"
#include "model/native/search/stepper.hpp"
#include "model/unit.hpp"

namespace model::native {

class TreeExplorer : public Explorer {
  public:
    /// @param unit the part of the tree to explore; nullptr: all of it
    TreeExplorer(Stepper& stepper, const Unit* unit)
        : stepper_(stepper), unit_(unit == nullptr ? Unit{} : *unit) {}

    bool begin() override;
    Ending explore() override;
    bool go_to_next() override;
    bool can_be_divided() const override { return true; }
    std::vector<Unit> rest(bool with_current) const override;
    std::vector<Done> done(bool with_current) const override;
    void add_to(SearchResult& result) const override { result.broken_off |= stepper_.has_broken_off(); }

  protected:
    /// A graph from which there is more than one move.
    struct Node {
        Stepper::Snapshot snapshot;
        const Move* moves = nullptr;
        std::uint32_t move_count = 0;
        std::uint32_t taken = 0;
        std::uint32_t done = 0;  ///< moves of this unit that are explored
        Revisit revisit;         ///< if the move that was taken is a revisit
    };

    /// Takes the first of several moves. @return how the execution has ended; nullopt: it goes on
    virtual std::optional<Ending> branch();

    Stepper& stepper() { return stepper_; }
    std::vector<Node>& nodes() { return nodes_; }
    virtual Node& push_node();
    bool take(Node& node) { return stepper_.apply(node.moves[node.taken], node.revisit); }

  private:
    bool go_to_branch(std::uint32_t moves);
    void require_all(const Node& node) const;
    std::vector<Branch> path_to(std::size_t level) const;

    Stepper& stepper_;
    Unit unit_;
    std::vector<Node> nodes_;
    std::size_t base_ = 0;  ///< number of nodes above the unit, whose other moves belong to other units
    bool has_begun_ = false;
};

}  // namespace model::native
