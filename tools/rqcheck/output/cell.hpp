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
    closed,      ///< no attempt misses a deadlock, and on another kernel of the history one does
    holds,       ///< no attempt misses a deadlock, and the history claims it of no kernel
    open,        ///< an attempt misses a deadlock, or reports one that was none
    fails,       ///< an execution fails, and the failure is on record
    fails_anew,  ///< an execution fails, and the failure is not on record
    bounded,     ///< the search hit a bound before it found any of these
};

/// As pages name it.
std::string_view name(CellState state);

struct Cell {
    CellState state = CellState::bounded;
    /// "open 250 ms", "closed", "hangs (F2)", "hangs NEW", "holds (1 ms) UNEXPECTED"
    std::string text;
};

Cell cell_of(const Result& result);

/// "250 ms", "1 s": a virtual wait, rounded down to the millisecond.
std::string wait_text(std::uint64_t nanoseconds);

/// A word of cells, and its meaning.
struct Meaning {
    std::string word;
    std::string meaning;
};
/// The words that these cells use.
std::vector<Meaning> cell_legend(const std::vector<const Result*>& results);

}  // namespace tools
