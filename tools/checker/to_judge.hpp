// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Converts the machine's record, which knows no lock, into what the judge of the lock reads.

#include <cstdint>
#include <vector>

#include "lock/judge/execution.hpp"
#include "model/execution.hpp"

namespace tools {

/// The state that an execution leaves behind at its end. The record does not contain it.
struct Residue {
    std::vector<std::uint32_t> words;        ///< per lock
    std::vector<std::uint32_t> held_counts;  ///< per CPU
    std::vector<std::uint32_t> node_counts;  ///< per CPU
};

/// @param lock_words the location of each lock's word
rqspinlock::judge::Execution to_judge(const model::Execution& execution,
                                      const std::vector<model::LocationId>& lock_words,
                                      const Residue& residue);

}  // namespace tools
