// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

/// @file
/// Memory orders under short names, so that each access of the lock shows its order on its own line.

#include <atomic>

namespace rqspinlock {

using Order = std::memory_order;

inline constexpr Order relaxed = std::memory_order_relaxed;
inline constexpr Order acquire = std::memory_order_acquire;
inline constexpr Order release = std::memory_order_release;
inline constexpr Order full_barrier = std::memory_order_seq_cst;

}  // namespace rqspinlock
