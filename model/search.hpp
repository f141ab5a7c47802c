// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The limits of a search, whatever its strategy, and its result.

#include <cstdint>
#include <vector>

#include "model/strategy.hpp"
#include "model/unit.hpp"

namespace model {

/// The observer may end a search too.
struct SearchLimits {
    std::uint64_t executions = 0;  ///< 0: no limit
    double seconds = 0;            ///< 0: no limit
    /// The number of executions, with discarded ones, after which a full or bounded search of the native
    /// engine leaves the rest to others. 0: no limit.
    std::uint64_t unit = 0;
};

enum class SearchEnd : std::uint8_t {
    by_itself,
    executions,
    seconds,
    stopped,
    divided,  ///< at `SearchLimits::unit`
};

struct SearchResult {
    std::uint64_t executions = 0;
    /// Executions that were begun and thrown away: impossible ones, or equivalent to an explored one.
    std::uint64_t discarded = 0;
    std::uint64_t discarded_at_last = 0;  ///< those that were discarded before the last execution
    std::uint64_t misfits = 0;  ///< of a lenient replay: decisions that did not fit, or were missing
    SearchEnd end = SearchEnd::by_itself;
    /// An execution did not end and was broken off: at the bound on rounds, or because it had more steps
    /// than an execution that ends. There may be other executions further on.
    bool broken_off = false;
    double seconds = 0;
    /// The part of the search that was not explored, in the order in which one process would explore it. A
    /// full or bounded search of the native engine says so, and no other.
    std::vector<Unit> rest;
    /// If there is a rest: at each graph on the way to it, from the unit's graph on, how many of its moves
    /// are done. The engine counts them, and does not derive them from the rest.
    std::vector<Done> done;
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
