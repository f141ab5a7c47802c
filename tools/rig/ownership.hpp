// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The locks of a scenario that a context has taken and not released. They decide whether an unlock is a
/// misuse. A call that is a misuse does nothing: the program goes on as if the call were not there.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>

#include "lock/misuse.hpp"
#include "scenarios/framework/cpu.hpp"

namespace tools {

class Ownership {
  public:
    /// @param saved taken by lock_irqsave
    /// @pre the lock exists
    void take(scenarios::Lock lock, bool saved) {
        ++times_[lock.index];
        saved_[lock.index] = saved;
    }

    /// @param restores the call is unlock_irqrestore
    /// @return why the lock cannot be released; nothing: it is released
    std::optional<rqspinlock::Misuse> give(scenarios::Lock lock, bool restores) {
        using rqspinlock::Misuse;
        if (times_[lock.index] == 0) return Misuse::not_held;
        if (saved_[lock.index] != restores) return restores ? Misuse::not_saved : Misuse::not_restored;
        --times_[lock.index];
        return std::nullopt;
    }

  private:
    /// A lock that is broken may be given again to the CPU that has it.
    std::array<std::uint8_t, scenarios::max_locks> times_{};
    std::bitset<scenarios::max_locks> saved_;
};

}  // namespace tools
