// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The limits of a search, whatever its strategy, and its result.

#include <cstdint>

#include "model/strategy.hpp"

namespace model {

/// The observer may end a search too.
struct SearchLimits {
    std::uint64_t executions = 0;  ///< 0: no limit
    double seconds = 0;            ///< 0: no limit
};

enum class SearchEnd : std::uint8_t { by_itself, executions, seconds, stopped };

struct SearchResult {
    std::uint64_t executions = 0;
    /// Executions that were begun and thrown away: impossible ones, or equivalent to an explored one.
    std::uint64_t discarded = 0;
    std::uint64_t misfits = 0;  ///< of a lenient replay: decisions that did not fit, or were missing
    SearchEnd end = SearchEnd::by_itself;
    /// An execution did not end and was broken off: at the bound on rounds, or because it had more steps
    /// than an execution that ends. There may be other executions further on.
    bool broken_off = false;
    double seconds = 0;
};

/// The progress of a search so far.
struct Progress {
    std::uint64_t executions = 0;
    double seconds = 0;
    /// The number of executions of the whole search, estimated by samples; 0: not known.
    double expected = 0;
    double expected_low = 0;  ///< the number is most often within these bounds
    double expected_high = 0;
};

}  // namespace model
