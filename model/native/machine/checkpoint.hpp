// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Where a CPU stood, to go back to: its state and its stack.

#include "model/native/machine/cpu_state.hpp"

namespace model::native {

/// An immutable state of a CPU. Checkpoints form a tree: each knows the one that its CPU was resumed from.
struct Checkpoint {
    const Checkpoint* parent = nullptr;
    std::uint64_t serial = 0;       ///< no two checkpoints of a search have the same
    std::uint32_t event_count = 0;  ///< of the CPU's, in the graph
    CpuState state;
    const std::byte* stack = nullptr;
    std::size_t stack_size = 0;
};

}  // namespace model::native
