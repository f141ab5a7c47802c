// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Which of a scenario's locks a context has taken and not given away, and so whether an unlock is a misuse.
/// A call that is one does nothing: the program goes on as if it were not there.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>

#include "lock/misuse.hpp"
#include "scenarios/framework/cpu.hpp"

namespace tools {

class Ownership {
  public:
    /// @param saved by lock_irqsave
    /// @pre the lock is one that there is
    void take(scenarios::Lock lock, bool saved) {
        ++times_[lock.index];
        saved_[lock.index] = saved;
    }

    /// @param restores it is unlock_irqrestore
    /// @return what is wrong with giving the lock away; nothing: it is given away
    std::optional<rqspinlock::Misuse> give(scenarios::Lock lock, bool restores) {
        using rqspinlock::Misuse;
        if (times_[lock.index] == 0) return Misuse::not_held;
        if (saved_[lock.index] != restores) return restores ? Misuse::not_saved : Misuse::not_restored;
        --times_[lock.index];
        return std::nullopt;
    }

  private:
    /// A lock that is broken may be taken again by its owner.
    std::array<std::uint8_t, scenarios::max_locks> times_{};
    std::bitset<scenarios::max_locks> saved_;
};

}  // namespace tools
