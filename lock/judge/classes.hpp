// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The words of the judge: the classes of attempts, and the ways in which an execution can fail.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rqspinlock::judge {

/// The name of a class or of a failure kind, and its meaning.
struct Word {
    std::string_view name;
    std::string_view meaning;
};

template <std::size_t count>
constexpr std::array<std::string_view, count> names_of(const std::array<Word, count>& words) {
    std::array<std::string_view, count> names;
    for (std::size_t i = 0; i < count; ++i) names[i] = words[i].name;
    return names;
}

/// The class of an attempt: first by the check that its error came from, and then by the truth.
enum class Class : std::uint8_t {
    acquired,
    deadlock_true,  ///< AA or ABBA reported it, and the wait could not have ended by itself
    deadlock_false,
    busy,
    sent_away,
    timeout_needed,
    timeout_missed,
    timeout_early,
};

inline constexpr std::array<Word, 8> class_words{{
    {"acquired", ""},  // the name says it
    {"deadlock_true", "a deadlock was diagnosed, and it was one"},
    {"deadlock_false", "a deadlock was diagnosed, but the lock would have come"},
    {"busy", "the fallback's single trylock failed"},
    {"sent_away", "the head of the queue told the attempt to leave"},
    {"timeout_needed", "no CPU could move, and the checks cannot see why"},
    {"timeout_missed", "no CPU could move, and a deadlock was there to be diagnosed"},
    {"timeout_early", "others could have moved, or the owner was just holding"},
}};
inline constexpr auto class_names = names_of(class_words);
inline constexpr unsigned class_count = class_names.size();

constexpr std::string_view name(Class value) {
    return class_names[static_cast<unsigned>(value)];
}

/// Kinds of failures of an execution, the worst first.
enum class FailureKind : std::uint8_t {
    stuck,
    livelock,
    exclusion,
    race,
    error_while_held,
    node_reuse,
    leak,
    uninitialised,
    misuse,  ///< the call is left out of the execution, which goes on
    scenario_stuck,
    assertion,
};

inline constexpr std::array<Word, 11> failure_words{{
    {"stuck", "no CPU will ever move"},
    {"livelock", "a context goes on without end, and no other CPU can help"},
    {"exclusion", "two owners, or an acquisition above an unfinished section of the same CPU"},
    {"race", "two accesses of a critical section without order between them"},
    {"error_while_held", "an error returned while the lock is held, or success while it is not"},
    {"node_reuse", "a queue node used by two contexts at once"},
    {"leak", "something is left behind: held entry, node count, pending bit or tail"},
    {"uninitialised", "a read of something never written, or of what a queue node's last use has left in it"},
    {"misuse", "a call that the lock does not support, by the scenario's own programs"},
    {"scenario_stuck", "a wait of the scenario's own never ends; no CPU is stuck in the lock"},
    {"assertion", "a check does not hold: one of a program, of the code, or of the phases of an attempt"},
}};
inline constexpr auto failure_names = names_of(failure_words);
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
