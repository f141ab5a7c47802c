// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The words of a verdict: the classes of attempts, and the ways in which an execution can fail.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rqspinlock::judge {

/// The class of an attempt: by the check that its error came from first, and then by the truth.
enum class Class : std::uint8_t {
    acquired,
    deadlock_true,   ///< AA or ABBA fired, and the wait could not have ended by itself
    deadlock_false,  ///< AA or ABBA fired, but the lock would have come
    busy,            ///< the fallback's single trylock failed
    sent_away,       ///< the waiter before us told us to leave
    timeout_needed,  ///< no CPU could move, and the checks cannot see why
    timeout_missed,  ///< no CPU could move, and a self or cross deadlock was there to be diagnosed
    timeout_early,   ///< others could have moved, or the owner was just holding
};

inline constexpr std::array<std::string_view, 8> class_names{
    "acquired",  "deadlock_true",  "deadlock_false", "busy",
    "sent_away", "timeout_needed", "timeout_missed", "timeout_early",
};
inline constexpr unsigned class_count = class_names.size();

constexpr std::string_view name(Class value) {
    return class_names[static_cast<unsigned>(value)];
}

/// Ways in which an execution fails, the worst first.
enum class FailureKind : std::uint8_t {
    stuck,             ///< a CPU waits for ever in the lock, and no CPU will ever move
    livelock,          ///< a context goes on without end, and no other CPU can help
    exclusion,         ///< two owners, or an acquisition above an unfinished section of the same CPU
    race,              ///< two accesses of a critical section without order between them
    error_while_held,  ///< an error returned while the lock is held, or success while it is not
    node_reuse,        ///< a queue node used by two contexts at once
    leak,              ///< held entry, node count, pending bit or tail left behind
    uninitialised,  ///< a read of a location that was never written, or of a value of a queue node's last use
    misuse,         ///< the program calls a lock in a way that it does not support; the call was left out
    scenario_stuck,  ///< as `stuck`, but all that wait for ever are waits of the scenario's own
    assertion,       ///< an internal inconsistency
};

inline constexpr std::array<std::string_view, 11> failure_names{
    "stuck", "livelock",      "exclusion", "race",           "error_while_held", "node_reuse",
    "leak",  "uninitialised", "misuse",    "scenario_stuck", "assertion",
};
inline constexpr unsigned failure_count = failure_names.size();

constexpr std::string_view name(FailureKind kind) {
    return failure_names[static_cast<unsigned>(kind)];
}

/// A set of classes or failure kinds.
template <class E>
class Set {
  public:
    constexpr Set() = default;
    template <class... Es>
    constexpr Set(E first, Es... others) : bits_((bit(first) | ... | bit(others))) {}

    constexpr bool contains(E value) const { return (bits_ & bit(value)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr void insert(E value) { bits_ |= bit(value); }
    constexpr Set with(E value) const {
        Set result = *this;
        result.insert(value);
        return result;
    }
    friend constexpr bool operator==(Set, Set) = default;

  private:
    static constexpr std::uint32_t bit(E value) { return 1U << static_cast<unsigned>(value); }
    std::uint32_t bits_ = 0;
};

using Classes = Set<Class>;
using Failures = Set<FailureKind>;

}  // namespace rqspinlock::judge
