// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A cell of the matrix: is the window open on this kernel?

#include <string>
#include <string_view>
#include <vector>

#include "tools/rqcheck/search/result.hpp"

namespace tools {

enum class CellState {
    closed,      ///< no attempt misses a deadlock; on another kernel of the history one does
    holds,       ///< no attempt misses a deadlock, and on no kernel of the history one does
    open,        ///< an attempt misses a deadlock, or reports a false one
    fails,       ///< an execution fails, and the failure is on record
    fails_anew,  ///< a failure is not on record or not expected, or the policy is broken
    bounded,     ///< the search hit a bound before it found any of these
};

/// The name of the state in pages.
std::string_view name(CellState state);

struct Cell {
    CellState state = CellState::bounded;
    /// "open 250 ms", "closed", "hangs (F2)", "hangs NEW", "holds (1 ms) UNEXPECTED"
    std::string text;
};

Cell cell_of(const Result& result);

/// "250 ms", "1 s": a virtual wait, rounded down to the millisecond.
std::string wait_text(std::uint64_t nanoseconds);

/// A word that cells use, and its meaning.
struct Meaning {
    std::string word;
    std::string meaning;
};
/// The words that the cells of these results use.
std::vector<Meaning> cell_legend(const std::vector<const Result*>& results);

/// The kernels that have no column, because a column of another kernel has the same lock: "v6.16", "has the
/// lock of v6.15". None, unless all columns are kernels.
std::vector<Meaning> kernels_without_column(const std::vector<Revision>& columns);

}  // namespace tools
