// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/tree_explorer.hpp"

#include <algorithm>
#include <stdexcept>

#include "model/unit_mismatch.hpp"

namespace model::native {

/// Goes down the unit's path. Its other moves belong to other units.
bool TreeExplorer::begin() {
    for (const Branch& branch : unit_.path) {
        if (!go_to_branch(branch.moves)) return true;
        Node& node = push_node();
        node.taken = branch.taken;
        if (branch.taken >= branch.moves || !take(node)) {
            throw UnitMismatch("a move of its path is not possible");
        }
    }
    base_ = nodes_.size();
    if (unit_.from == 0) {
        has_begun_ = true;
        return true;
    }
    if (!go_to_branch(unit_.moves)) return true;
    has_begun_ = true;
    Node& node = push_node();
    node.taken = unit_.from;
    if (take(node)) return true;
    return TreeExplorer::go_to_next();
}

/// Goes on to a graph with several moves. @return false: the search is called off
bool TreeExplorer::go_to_branch(std::uint32_t moves) {
    const std::optional<Ending> ending = stepper_.advance();
    if (ending == Ending::called_off) return false;
    if (ending || stepper_.moves().size() != moves) {
        throw UnitMismatch("a graph of its path has another number of moves");
    }
    return true;
}

/// Goes on to the end of an execution, always with the first of the possible moves.
Ending TreeExplorer::explore() {
    std::optional<Ending> ending = stepper_.advance();
    while (!ending) ending = branch();
    return *ending;
}

std::optional<Ending> TreeExplorer::branch() {
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
    while (nodes_.size() > base_) {
        Node& node = nodes_.back();
        stepper_.go_back_to(node.snapshot, node.revisit);
        ++node.done;
        if (++node.taken == node.move_count) {
            require_all(node);
            nodes_.pop_back();
            continue;
        }
        if (take(node)) return true;
    }
    return false;
}

/// One unit for each graph on the way to the present execution that has moves left. The deepest graph comes
/// first, as in the search.
std::vector<Unit> TreeExplorer::rest(bool with_current) const {
    if (!has_begun_) return {unit_};
    if (with_current && nodes_.size() == base_) return {Unit{path_to(base_)}};
    std::vector<Unit> rest;
    for (std::size_t level = nodes_.size(); level-- > base_;) {
        const Node& node = nodes_[level];
        const bool is_current = with_current && level + 1 == nodes_.size();
        const std::uint32_t from = node.taken + (is_current ? 0 : 1);
        if (from == node.move_count) continue;
        rest.push_back({path_to(level), from, from == 0 ? 0 : node.move_count});
    }
    return rest;
}

/// The graph of the unit itself begins with the unit's first move.
void TreeExplorer::require_all(const Node& node) const {
    const bool is_of_unit = nodes_.size() == base_ + 1 && unit_.from != 0;
    if (node.done + (is_of_unit ? unit_.from : 0) == node.move_count) return;
    throw std::logic_error("a search has left a graph before all of its moves were explored");
}

std::vector<Done> TreeExplorer::done(bool with_current) const {
    std::vector<Done> done;
    for (std::size_t level = base_; level < nodes_.size(); ++level) {
        const bool is_done = !with_current && level + 1 == nodes_.size();
        done.push_back({nodes_[level].done + (is_done ? 1 : 0), nodes_[level].move_count});
    }
    return done;
}

std::vector<Branch> TreeExplorer::path_to(std::size_t level) const {
    std::vector<Branch> path;
    for (std::size_t i = 0; i < level; ++i) path.push_back({nodes_[i].taken, nodes_[i].move_count});
    return path;
}

}  // namespace model::native
