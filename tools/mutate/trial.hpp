// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Runs mutants against the catalogue, each in a process of its own: a mutant may crash, or never end.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tools/mutate/catalogue.hpp"

namespace tools::mutate {

/// A search that tells a mutant from the lock, and how.
struct Kill {
    std::string scenario;
    std::string revision;
    std::string how;
    bool by_wait_only = false;
};

struct Trial {
    const Mutant* mutant = nullptr;
    std::vector<Kill> kills;   ///< one or none, if the trial stops at the first
    bool is_reached = false;   ///< an execution comes by its place
    std::string undecided_by;  ///< the search that hit a bound and showed nothing; empty: none did

    bool is_killed() const { return !kills.empty(); }
    bool is_decided() const { return is_killed() || undecided_by.empty(); }
};

struct TrialOptions {
    unsigned jobs = 1;
    bool keep_going = false;  ///< look for all kills, not only for the first
};

/// A kill by a failure or class is preferred to one by a longest wait. The latter is kept if there
/// is no other.
/// @param done called with each trial in the order of the mutants, when it and all before it have ended
/// @return the trials in the order of the mutants
std::vector<Trial> run_trials(const std::vector<const Mutant*>& mutants, const std::vector<Search>& searches,
                              const TrialOptions& options, const std::function<void(const Trial&)>& done);

}  // namespace tools::mutate
