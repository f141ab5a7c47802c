// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// The kinds of the pieces of the kernel lock's memory.

#include <cstdint>

#include "model/compiled/cells.hpp"

namespace tools::kernel {

enum class CellKind : std::uint8_t {
    other,
    lock_word,    ///< index: the number of the lock
    node_locked,  ///< index: the place among the CPU's nodes
    node_next,
    node_count,
    held_count,
    held_entry,  ///< index: the place in the table
};

inline CellKind kind_of(const model::compiled::Cell* cell) {
    return cell == nullptr ? CellKind::other : static_cast<CellKind>(cell->kind);
}

}  // namespace tools::kernel
