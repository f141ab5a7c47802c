// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// From the machine's record, which knows no lock, to what the judge of the lock reads.

#include <cstdint>
#include <vector>

#include "lock/judge/execution.hpp"
#include "model/execution.hpp"

namespace tools {

/// What is left behind at the end of an execution, which the record does not say.
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
