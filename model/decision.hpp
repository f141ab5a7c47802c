// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The decisions that tell one execution from all others. From them an engine makes the execution again.

#include <stdexcept>
#include <vector>

#include "model/execution.hpp"

namespace model {

/// One step that could have gone another way, or whose place among the steps of other CPUs matters.
struct Decision {
    enum class Kind : std::uint8_t {
        read,    ///< reads the write `from` or the initial value; an atomic update then writes right after it
        write,   ///< takes the place `value`, from 1, in the coherence of the writes so far
        choice,  ///< chooses `value`: a choice of a program, of an interrupt's arrival, of a slow wait
        fence,
        jump,  ///< no CPU can move, and the clock jumps
        any,   ///< in a shortened recording: the obvious decision for the next step of its CPU
    };

    Kind kind = Kind::jump;
    std::uint32_t cpu = 0;
    std::uint32_t value = 0;
    EventId from{};  ///< by its CPU, and its number among the events of this CPU's decisions
    /// The decision reads the newest write so far, writes after it, or chooses 0: `any` would do the same.
    bool obvious = false;

    friend bool operator==(const Decision&, const Decision&) = default;
};

using Decisions = std::vector<Decision>;

/// A recording that does not fit the program: it was made of another program, or it is damaged.
class ReplayMismatch : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace model
