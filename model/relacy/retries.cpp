// SPDX-License-Identifier: GPL-2.0-or-later
#include "model/relacy/retries.hpp"

#include <algorithm>
#include <utility>

namespace model::relacy {

std::uint32_t Retries::failed(Source call, const StoreCounts& stores) {
    const std::uint32_t rounds = ++of(call).rounds;
    round_began_ = std::exchange(round_ended_, stores);
    return rounds;
}

/// An unknown call takes the place of the call that has failed least.
Retries::Call& Retries::of(Source source) {
    const auto known =
        std::find_if(calls_.begin(), calls_.end(), [&](const Call& call) { return call.source == source; });
    if (known != calls_.end()) return *known;
    Call& least = *std::min_element(calls_.begin(), calls_.end(),
                                    [](const Call& a, const Call& b) { return a.rounds < b.rounds; });
    least = {source, 0};
    return least;
}

const Retries::Call& Retries::worst() const {
    return *std::max_element(calls_.begin(), calls_.end(),
                             [](const Call& a, const Call& b) { return a.rounds < b.rounds; });
}

}  // namespace model::relacy
