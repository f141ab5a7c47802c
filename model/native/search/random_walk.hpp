// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Executions by chance.

#include <random>

#include "model/native/search/explorer.hpp"
#include "model/native/search/stepper.hpp"

namespace model::native {

/// Goes on to an end, each time in one of the ways by chance. What a revisit has taken away on the way is not
/// wanted back.
/// @param weight is multiplied by how many there were
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
