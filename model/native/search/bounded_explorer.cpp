// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/bounded_explorer.hpp"

namespace model::native {
namespace {

/// A revisit is a departure: in the run without departures its write comes too late for its read.
bool is_departure(const Move& move, std::uint32_t place) {
    return place != 0 || move.kind == Move::Kind::revisit;
}

}  // namespace

/// The number of departures on the path to the present graph.
std::uint32_t BoundedExplorer::departures() {
    if (nodes().empty()) return 0;
    const Node& node = nodes().back();
    return departures_before_[nodes().size() - 1] +
           (is_departure(node.moves[node.taken], node.taken) ? 1 : 0);
}

TreeExplorer::Node& BoundedExplorer::push_node() {
    const std::uint32_t before = departures();
    departures_before_.resize(nodes().size());
    departures_before_.push_back(before);
    return TreeExplorer::push_node();
}

std::optional<Ending> BoundedExplorer::branch() {
    if (departures() < bound_) return TreeExplorer::branch();
    const Move first = stepper().moves().front();
    if (is_departure(first, 0)) return Ending::elsewhere;
    Revisit none;
    return stepper().apply(first, none) ? stepper().advance() : Ending::discarded;
}

}  // namespace model::native
