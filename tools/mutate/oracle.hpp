// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Checks that give the answer which the request names. The mutated copies of the lock's headers ask here, at
/// the places of tools/mutate/oracles.txt.

#include <array>
#include <cstdint>
#include <optional>

#include "lock/result.hpp"
#include "lock/sites.hpp"
#include "model/native/machine/machine.hpp"

namespace tools::mutate {

struct Forced {
    rqspinlock::Error error;
    bool is_certain;  ///< false: the check may answer so or not, and both are explored
};

struct Oracles {
    std::array<std::optional<Forced>, rqspinlock::lock_sites.size()> by_site{};
    std::uint64_t first_look = 0;  ///< ns
};

inline Oracles oracles;

/// The answer of the check that the wait at this site runs.
/// @tparam P the lock's platform on the native engine
template <class P>
rqspinlock::Error answered(rqspinlock::Site site, rqspinlock::Error found) {
    const std::optional<Forced>& forced = oracles.by_site[static_cast<unsigned>(site)];
    if (!forced) return found;
    return forced->is_certain || model::native::Machine::instance().choose(2) == 1 ? forced->error : found;
}

/// The time at which a wait first looks at the clock.
template <class P>
std::uint64_t first_look() {
    return oracles.first_look == 0 ? 0 : P::now() + oracles.first_look;
}

}  // namespace tools::mutate
