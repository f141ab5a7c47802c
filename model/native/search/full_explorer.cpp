// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/full_explorer.hpp"

#include <utility>

#include "model/native/search/random_walk.hpp"

namespace model::native {

bool FullExplorer::go_to_next() {
    if (!TreeExplorer::go_to_next()) return false;
    if (!is_estimated_ && budget_.seconds_seen() >= estimate_after_) leave_to_estimate();
    return true;
}

void FullExplorer::add_to(Progress& progress) const {
    // Few walks meet the large parts, so the mean is usually too small. In searches of known size
    // (docs/performance.md) the true number was within these factors in five cases of six.
    constexpr double low = 0.7;
    constexpr double high = 5;
    progress.expected = expected_;
    progress.expected_low = expected_ * low;
    progress.expected_high = expected_ * high;
}

void FullExplorer::leave_to_estimate() {
    std::vector<Node> left = std::exchange(nodes(), {});
    for (auto node = left.rbegin(); node != left.rend(); ++node) {
        stepper().go_back_to(node->snapshot, node->revisit);
    }
    stepper().go_back_to(root_);
    is_estimated_ = true;
    expected_ = sampled_size();
    for (const Node& node : left) {
        if (stepper().is_called_off() || stepper().advance()) {
            nodes() = std::move(left);  // the search is called off, and these say what is left of it
            return;
        }
        Node& again = push_node();
        again.taken = node.taken;
        again.done = node.done;
        take(again);
    }
}

/// Estimates by random walks. The product of the numbers of moves that a walk could choose from has the
/// number of executions as its expectation (Knuth, "Estimating the efficiency of backtrack programs", 1975).
double FullExplorer::sampled_size() {
    constexpr unsigned samples = 4096;
    std::mt19937_64 random(0);
    double sum = 0;
    for (unsigned i = 0; i < samples; ++i) {
        double weight = 1;
        const Ending ending = walk_at_random(stepper(), random, weight);
        if (ending == Ending::called_off) break;
        if (ending != Ending::discarded) sum += weight;
        stepper().go_back_to(root_);
    }
    return sum / samples;
}

}  // namespace model::native
