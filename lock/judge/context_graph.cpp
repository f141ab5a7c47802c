// SPDX-License-Identifier: GPL-2.0-or-later
#include "lock/judge/context_graph.hpp"

#include <algorithm>

namespace rqspinlock::judge {

ContextGraph::ContextGraph(const History& history, const std::vector<std::uint32_t>& progress)
    : progress_(progress) {
    for (std::uint32_t cpu = 0; cpu < progress.size(); ++cpu) {
        const std::uint32_t steps = progress[cpu];
        // Contexts nest, so the contexts that exist at this moment stand in the order in which they began.
        std::size_t below = nothing;
        for (std::uint32_t context = 0; context < history.contexts[cpu].size(); ++context) {
            if (!history.contexts[cpu][context].range.contains(steps)) continue;
            Node node;
            node.cpu = cpu;
            node.context = context;
            node.is_holding = std::any_of(
                history.holds[cpu].begin(), history.holds[cpu].end(),
                [&](const Hold& hold) { return hold.context == context && hold.range.contains(steps); });
            if (below != nothing) nodes_[below].edges.push_back(nodes_.size());
            below = nodes_.size();
            nodes_.push_back(node);
        }
        if (below != nothing) nodes_[below].is_top = true;
    }
}

std::size_t ContextGraph::find(std::uint32_t cpu, std::uint32_t context) const {
    const auto found = std::find_if(nodes_.begin(), nodes_.end(), [&](const Node& node) {
        return node.cpu == cpu && node.context == context;
    });
    return found == nodes_.end() ? nothing : static_cast<std::size_t>(found - nodes_.begin());
}

void ContextGraph::add_wait(std::uint32_t cpu, std::uint32_t context, const Obligation& obligation) {
    if (!obligation.range.contains(progress_[obligation.range.cpu])) return;
    const std::size_t from = find(cpu, context);
    const std::size_t to = find(obligation.range.cpu, obligation.context);
    if (from != nothing && to != nothing) nodes_[from].edges.push_back(to);
}

void ContextGraph::look_from(std::uint32_t cpu, std::uint32_t context) {
    const std::size_t start = find(cpu, context);
    if (start == nothing) return;
    if (!nodes_[start].is_top)
        nodes_[start].edges.erase(nodes_[start].edges.begin());  // to the context above it
    std::vector<std::size_t> todo{start};
    nodes_[start].is_kept = true;
    while (!todo.empty()) {
        const std::size_t node = todo.back();
        todo.pop_back();
        for (const std::size_t next : nodes_[node].edges) {
            if (nodes_[next].is_kept) continue;
            nodes_[next].is_kept = true;
            todo.push_back(next);
        }
    }
}

/// Is there a cycle of kept contexts on these CPUs alone?
bool ContextGraph::has_cycle(Cpus among) const {
    const auto is_in = [&](const Node& node) { return node.is_kept && (among >> node.cpu & 1U) != 0; };
    // Takes away each context that waits for none of those left, until nothing changes. A cycle stays.
    std::vector<bool> left(nodes_.size());
    std::transform(nodes_.begin(), nodes_.end(), left.begin(), is_in);
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t node = 0; node < nodes_.size(); ++node) {
            const std::vector<std::size_t>& edges = nodes_[node].edges;
            if (!left[node] ||
                std::any_of(edges.begin(), edges.end(), [&](std::size_t next) { return left[next]; })) {
                continue;
            }
            left[node] = false;
            changed = true;
        }
    }
    return std::any_of(left.begin(), left.end(), [](bool is_left) { return is_left; });
}

Deadlock ContextGraph::shortest_cycle() const {
    const auto cpus = static_cast<std::uint32_t>(progress_.size());
    for (std::uint32_t cpu = 0; cpu < cpus; ++cpu) {
        if (has_cycle(Cpus{1} << cpu)) return Deadlock::self;
    }
    for (std::uint32_t cpu = 0; cpu < cpus; ++cpu) {
        for (std::uint32_t other = cpu + 1; other < cpus; ++other) {
            if (has_cycle(Cpus{1} << cpu | Cpus{1} << other)) return Deadlock::cross;
        }
    }
    return has_cycle(~Cpus{0}) ? Deadlock::longer : Deadlock::none;
}

bool ContextGraph::is_holding() const {
    return std::any_of(nodes_.begin(), nodes_.end(),
                       [](const Node& node) { return node.is_kept && node.is_top && node.is_holding; });
}

}  // namespace rqspinlock::judge
