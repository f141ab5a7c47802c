// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/tree_explorer.hpp"

#include <algorithm>

namespace model::native {
namespace {

/// A shared search is cut into parts at this depth, counted in graphs with more than one move.
constexpr std::size_t shared_depth = 12;

}  // namespace

/// Goes on to the end of an execution, always with the first of the possible moves.
Ending TreeExplorer::explore() {
    std::optional<Ending> ending = stepper_.advance();
    while (!ending) ending = branch();
    if (ending == Ending::elsewhere) return *ending;
    return nodes_.size() < shared_depth && !is_ours() ? Ending::elsewhere : *ending;
}

std::optional<Ending> TreeExplorer::branch() {
    if (nodes_.size() + 1 == shared_depth && !is_ours()) return Ending::elsewhere;
    return take(push_node()) ? stepper_.advance() : Ending::discarded;
}

TreeExplorer::Node& TreeExplorer::push_node() {
    const std::vector<Move>& found = stepper_.moves();
    auto* const moves = stepper_.arena().allocate<Move>(found.size());
    std::copy(found.begin(), found.end(), moves);
    Node& node = nodes_.emplace_back();
    node.moves = moves;
    node.move_count = static_cast<std::uint32_t>(found.size());
    node.snapshot = stepper_.take_snapshot();
    return node;
}

/// Takes the next move of the deepest graph that has one left.
bool TreeExplorer::go_to_next() {
    while (!nodes_.empty()) {
        Node& node = nodes_.back();
        stepper_.go_back_to(node.snapshot, node.revisit);
        if (++node.taken == node.move_count) {
            nodes_.pop_back();
            continue;
        }
        if (take(node)) return true;
    }
    return false;
}

/// Does this process explore this graph, which is at the depth at which parts begin, or this end above that
/// depth? All processes that share the search reach the same graphs in the same order.
bool TreeExplorer::is_ours() {
    return share_ == nullptr || share_->claim(next_part_++);
}

}  // namespace model::native
