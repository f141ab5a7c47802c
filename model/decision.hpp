// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// What tells one execution from all others: typed decisions, from which an engine makes it again.

#include <stdexcept>
#include <vector>

#include "model/execution.hpp"

namespace model {

/// One step that could have gone otherwise, or whose place among the steps of other CPUs matters.
struct Decision {
    enum class Kind : std::uint8_t {
        read,    ///< reads the write `from`, or the initial value; an atomic update then writes behind it
        write,   ///< is put at `value` in the coherence of what is there, from 1
        choice,  ///< chooses `value`: of a program, of an interrupt's arrival, of a slow wait
        fence,
        jump,  ///< no CPU can move, and the clock jumps
        any,   ///< of a shortened recording: whatever its CPU wants, as is obvious
    };

    Kind kind = Kind::jump;
    std::uint32_t cpu = 0;
    std::uint32_t value = 0;
    EventId from{};  ///< by its CPU, and its number among the events that this CPU's decisions have made
    /// It reads the newest write of those that are there, is put behind it, chooses 0: `any` would do.
    bool obvious = false;

    friend bool operator==(const Decision&, const Decision&) = default;
};

using Decisions = std::vector<Decision>;

/// A recording that does not fit the program: made of another one, or damaged.
class ReplayMismatch : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace model
