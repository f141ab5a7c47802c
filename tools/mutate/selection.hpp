// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Chooses the mutant that runs. The mutated copies of the lock's headers ask at each place that
/// has a mutant.

#include <bitset>

namespace tools::mutate {

inline constexpr unsigned no_mutant = ~0U;
inline constexpr unsigned max_mutants = 1024;
/// Numbers from here on are the places of oracles.txt. These places are open to all mutants.
inline constexpr unsigned first_oracle = max_mutants - 16;

struct Selection {
    unsigned mutant = no_mutant;
    bool asks_oracles = false;
    std::bitset<max_mutants> reached;  ///< places that executions came by since it was cleared
    unsigned long steps = 0;           ///< number of places, since it was set to 0
};

inline Selection selection;

/// An execution that comes by this many places does not end. Estimates of a search's size count
/// as one execution.
inline constexpr unsigned long most_steps = 20'000'000;
/// In that case the process ends: a lock that never lets its caller go cannot be asked to stop.
inline constexpr int exit_endless = 99;
[[noreturn]] void end_endless_execution();

inline bool mutant_is(unsigned number) {
    selection.reached.set(number);
    if (++selection.steps > most_steps) end_endless_execution();
    return selection.mutant == number || (selection.asks_oracles && number >= first_oracle);
}

}  // namespace tools::mutate
