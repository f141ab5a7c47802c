// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/native/search/random_walk.hpp"

namespace model::native {

Ending walk_at_random(Stepper& stepper, std::mt19937_64& random, double& weight) {
    while (true) {
        if (const std::optional<Ending> ending = stepper.advance()) return *ending;
        const std::vector<Move>& moves = stepper.moves();
        weight *= static_cast<double>(moves.size());
        const Move chosen = moves[random() % moves.size()];
        Revisit unused;
        if (!stepper.apply(chosen, unused)) return Ending::discarded;
    }
}

}  // namespace model::native
