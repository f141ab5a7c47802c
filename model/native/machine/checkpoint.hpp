// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// A point to which a CPU can go back: its state and its stack.

#include "model/native/machine/cpu_state.hpp"

namespace model::native {

/// An immutable state of a CPU. Checkpoints form a tree: each knows the checkpoint from which its CPU was
/// resumed.
struct Checkpoint {
    const Checkpoint* parent = nullptr;
    std::uint64_t serial = 0;       ///< unique among the checkpoints of a search
    std::uint32_t event_count = 0;  ///< number of the CPU's events in the graph
    CpuState state;
    const std::byte* stack = nullptr;
    std::size_t stack_size = 0;
};

}  // namespace model::native
