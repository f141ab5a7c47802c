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

namespace model::native {

class TreeExplorer : public Explorer {
  public:
    /// @param share nullptr: no other process explores the tree
    TreeExplorer(Stepper& stepper, Share* share) : stepper_(stepper), share_(share) {}

    Ending explore() override;
    bool go_to_next() override;
    void add_to(SearchResult& result) const override { result.broken_off |= stepper_.has_broken_off(); }

  protected:
    /// A graph from which there is more than one move.
    struct Node {
        Stepper::Snapshot snapshot;
        const Move* moves = nullptr;
        std::uint32_t move_count = 0;
        std::uint32_t taken = 0;
        Revisit revisit;  ///< if the move that was taken is a revisit
    };

    /// Takes the first of several moves. @return how the execution has ended; nullopt: it goes on
    virtual std::optional<Ending> branch();

    Stepper& stepper() { return stepper_; }
    std::vector<Node>& nodes() { return nodes_; }
    Node& push_node();
    bool take(Node& node) { return stepper_.apply(node.moves[node.taken], node.revisit); }

  private:
    bool is_ours();

    Stepper& stepper_;
    Share* share_;
    std::vector<Node> nodes_;
    std::uint64_t next_part_ = 0;  // of a shared search
};

}  // namespace model::native
