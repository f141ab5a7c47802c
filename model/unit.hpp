// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A unit of work: a part of the tree of executions that one process explores in one go. Units divide
/// themselves: a search that ends early says which units are left.

#include <cstdint>
#include <vector>

namespace model {

/// A graph from which there is more than one move, and the move that was taken.
struct Branch {
    std::uint32_t taken = 0;  ///< the number of the move, from 0
    std::uint32_t moves = 0;

    friend bool operator==(const Branch&, const Branch&) = default;
};

/// A graph with several moves, and the number of those behind which all is explored.
struct Done {
    std::uint32_t done = 0;
    std::uint32_t moves = 0;

    friend bool operator==(const Done&, const Done&) = default;
};

/// The executions behind one graph. The whole search is the unit without a path.
struct Unit {
    std::vector<Branch> path;  ///< from the first graph of the search
    /// At the next graph with several moves: the first move that belongs to the unit. All later moves belong
    /// to it too. 0: the unit has all executions behind the path.
    std::uint32_t from = 0;
    std::uint32_t moves = 0;  ///< of that graph; 0 if `from` is 0

    bool is_whole_search() const { return path.empty() && from == 0; }

    friend bool operator==(const Unit&, const Unit&) = default;
};

}  // namespace model
