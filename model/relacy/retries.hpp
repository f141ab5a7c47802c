// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Calls that a context makes again and again because they fail.

#include <array>
#include <cstdint>

#include "model/access.hpp"

namespace model::relacy {

/// The number of stores that each CPU has made.
using StoreCounts = std::array<std::uint32_t, max_cpus>;

class Retries {
  public:
    struct Call {
        Source source{nullptr, 0};
        std::uint32_t rounds = 0;  ///< how often it failed in a row
    };

    /// @param stores the stores that have been made so far
    /// @return how often the call has failed in a row
    std::uint32_t failed(Source call, const StoreCounts& stores);
    void succeeded(Source call) { of(call).rounds = 0; }

    /// The call that has failed most often in a row.
    const Call& worst() const;
    bool are_in_vain(std::uint32_t bound) const { return worst().rounds >= bound; }

    // The stores that had been made when the latest failed round began, and when it ended.
    const StoreCounts& round_began() const { return round_began_; }
    const StoreCounts& round_ended() const { return round_ended_; }

  private:
    Call& of(Source source);

    std::array<Call, 4> calls_{};
    StoreCounts round_began_{};
    StoreCounts round_ended_{};
};

}  // namespace model::relacy
