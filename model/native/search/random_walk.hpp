// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Executions chosen at random.

#include <random>

#include "model/native/search/explorer.hpp"
#include "model/native/search/stepper.hpp"

namespace model::native {

/// Goes on to the end of an execution, and chooses each move at random. The events that revisits remove on
/// the way are not kept for an undo.
/// @param weight is multiplied by the number of moves at each choice
Ending walk_at_random(Stepper& stepper, std::mt19937_64& random, double& weight);

class RandomExplorer final : public Explorer {
  public:
    RandomExplorer(Stepper& stepper, std::uint64_t seed)
        : stepper_(stepper), root_(stepper.take_snapshot()), random_(seed) {}

    Ending explore() override {
        double unused = 1;
        return walk_at_random(stepper_, random_, unused);
    }
    bool go_to_next() override {
        stepper_.go_back_to(root_);
        return true;
    }
    void add_to(SearchResult& result) const override { result.broken_off |= stepper_.has_broken_off(); }
    using Explorer::add_to;

  private:
    Stepper& stepper_;
    Stepper::Snapshot root_;
    std::mt19937_64 random_;
};

}  // namespace model::native
