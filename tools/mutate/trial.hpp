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

/// What a search showed of a mutant.
struct Kill {
    std::string scenario;
    std::string revision;
    std::string how;
    bool by_wait_only = false;
};

struct Trial {
    const Mutant* mutant = nullptr;
    std::vector<Kill> kills;   ///< of a trial that stops at the first: one, or none
    bool is_reached = false;   ///< an execution comes by
    std::string undecided_by;  ///< the search that hit a bound and showed nothing; empty: none did

    bool is_killed() const { return !kills.empty(); }
    bool is_decided() const { return is_killed() || undecided_by.empty(); }
};

struct TrialOptions {
    unsigned jobs = 1;
    bool keep_going = false;  ///< all kills, not only the first
};

/// A kill by a failure or class goes before one by a longest wait, which is kept if there is no other.
/// @param done called with each trial, as they end
/// @return in the order of the mutants
std::vector<Trial> run_trials(const std::vector<const Mutant*>& mutants, const std::vector<Search>& searches,
                              const TrialOptions& options, const std::function<void(const Trial&)>& done);

}  // namespace tools::mutate
