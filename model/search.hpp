// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// How far a search goes, whatever its strategy, and what became of it.

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
    /// Begun, and thrown away: no execution after all, or equivalent to an explored one.
    std::uint64_t discarded = 0;
    std::uint64_t misfits = 0;  ///< of a lenient replay: how many decisions did not fit, or were missing
    SearchEnd end = SearchEnd::by_itself;
    /// Some execution went on and on and was broken off: at the bound on rounds, or since it had more steps
    /// than one that ends. Further on there may be others.
    bool broken_off = false;
    double seconds = 0;
};

/// How far a search has come.
struct Progress {
    std::uint64_t executions = 0;
    double seconds = 0;
    /// Executions of the whole search, estimated by samples; 0: not known.
    double expected = 0;
    double expected_low = 0;  ///< most often it is within these
    double expected_high = 0;
};

}  // namespace model
