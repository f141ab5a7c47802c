// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Goes through a tree of moves, depth first. All of it has all execution graphs of a program, each once: the
/// method is TruSt's (Kokologiannakis, Marmanis, Gladstein, Vafeiadis, "Truly Stateless, Optimal Dynamic
/// Partial Order Reduction", POPL 2022), with choices, waits and epochs of virtual time added: see
/// docs/engine.md.

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
    /// A graph from which there was more than one way to go on.
    struct Node {
        Stepper::Snapshot snapshot;
        const Move* moves = nullptr;
        std::uint32_t move_count = 0;
        std::uint32_t taken = 0;
        Revisit revisit;  ///< if it was one that was taken
    };

    /// There is more than one way to go on: takes the first. @return how it has ended, if it has
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
